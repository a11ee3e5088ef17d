import { ConfigurationError } from '@rolecall/core/errors'
import type { Compilation, Decider, ParsedTests } from '@rolecall/core/decider'
import type { MappingSource } from '@rolecall/core/directory/mapping-source'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { createCache } from './create-cache.ts'
import { compileMapping } from './mapping/compile-mapping.ts'
import { DecisionMemory } from './mapping/decision-memory.ts'
import { PartMemory } from './mapping/part-memory.ts'
import { RuleMapping } from './mapping/rule-mapping.ts'
import type { Memories } from './mapping/rule-set.ts'
import { TreeNode } from './node/tree-node.ts'
import { readTestFile } from './tests/read-tests.ts'
import { parseText } from './text/parse-text.ts'
import { createPatternAllowance } from './pattern/pattern-allowance.ts'
import { finish, finishInTurns, type Steps } from './steps.ts'
import { collectDiagnostics } from './text/report.ts'
import { checkVocabulary, toWords, type Vocabulary } from './vocabulary.ts'

/**
 * The rules: YAML or JSON → tree with places → rules of every section → conditions of json-rules-engine
 * → decisions. One decider serves a process; what its mappings decided is remembered within one bound.
 * Throws ConfigurationError where the vocabulary contradicts itself or the default of a section is wrong.
 */
export function createDecider(vocabulary: Vocabulary): Decider {
  const words = toWords(vocabulary)
  checkVocabulary(words)
  const memories = createMemories()
  function* steps(source: MappingSource): Steps<Compilation> {
    const diagnostics = collectDiagnostics()
    const tree = yield* parseText(source, diagnostics.report)
    if (tree === undefined) return { diagnostics: diagnostics.list(), mapping: null, references: null }
    const allowance = createPatternAllowance(source.applied ? Infinity : undefined)
    const sections = yield* compileMapping(tree, { ...words, allowance }, diagnostics.report)
    yield
    const read = new RuleMapping(sections, words, memories)
    return { diagnostics: diagnostics.list(), mapping: diagnostics.hasError ? null : read, references: read }
  }
  const compile = (source: MappingSource): Compilation => finish(steps(source))
  const compilations = createCache<Promise<Compilation>>(rememberedTexts)
  /** What is checked is planned next, and applied: the same text each time. */
  const compileOnce = (source: MappingSource): Promise<Compilation> => {
    const key = toKey(source, source.applied)
    const known = compilations.get(key)
    if (known !== undefined) return known
    const compiling = finishInTurns(steps(source))
    compilations.set(key, compiling)
    compiling.catch(() => compilations.delete(key))
    return compiling
  }
  /** A text in which there was no mistake has none once it is applied: it is not compiled again for that. */
  const compileInTurns = async (source: MappingSource): Promise<Compilation> => {
    const checked = source.applied === true ? compilations.get(toKey(source)) : undefined
    const compiled = await checked?.catch(() => undefined)
    return compiled?.mapping ? compiled : compileOnce(source)
  }
  const parseTests = (source: MappingSource): ParsedTests => {
    const diagnostics = collectDiagnostics()
    const tree = finish(parseText(source, diagnostics.report))
    const tests = tree ? readTestFile(new TreeNode(tree, diagnostics.report, words), words) : []
    return { diagnostics: diagnostics.list(), tests: diagnostics.hasError ? [] : tests }
  }
  const readSection = (source: MappingSource, section: string): Json | undefined => {
    const tree = finish(parseText(source, collectDiagnostics().report)) ?? null
    const written = tree?.kind === 'mapping' ? tree.entries.find(({ key }) => key === section) : undefined
    if (written !== undefined) return written.tree.value
    return words.kinds.find((kind) => kind.section === section)?.defaultValue
  }
  checkDefaults(compile({ text: '', format: 'yaml' }))
  return { compile, compileInTurns, parseTests, readSection }
}

function toKey({ format, text }: MappingSource, applied = false): string {
  return JSON.stringify([format, applied, text])
}

/** Texts whose mapping is remembered, of all organizations together: a long one may have some megabytes. */
const rememberedTexts = 4

/** Inputs that are remembered, of all organizations together: some hundred bytes each. */
const rememberedGroups = 40_000
const rememberedParts = 100_000
const rememberedGifts = 40_000

function createMemories(): Memories {
  let owners = 0
  return {
    groups: new DecisionMemory(rememberedGroups),
    parts: new PartMemory(rememberedParts),
    gifts: createCache(rememberedGifts),
    newOwner: () => (owners += 1),
  }
}

/** A default may come from the configuration file: all mistakes in it are told at the start. */
function checkDefaults({ diagnostics }: Compilation): void {
  const mistakes = diagnostics.filter(({ severity }) => severity === 'error')
  if (mistakes.length === 0) return
  const issues = mistakes.map(({ code, message }) => ({ path: code, message }))
  throw new ConfigurationError('The default of a section of the mapping is wrong', issues)
}
