import type { MappingPolicy, MappingSection } from '@rolecall/core/decider'
import type { FactKind, MappingKind } from '@rolecall/core/plugin/mapping-kind'
import { policySections } from '@rolecall/core/plugin/reserved-words'
import { fingerprintOf } from '../node/fingerprint.ts'
import { suggestion } from '../node/suggestion.ts'
import { TreeNode } from '../node/tree-node.ts'
import type { Steps } from '../steps.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { readTests } from '../tests/read-tests.ts'
import type { WrittenTest } from '../tests/written-test.ts'
import { toDefaultTree } from '../text/json-tree.ts'
import type { Report } from '../text/report.ts'
import type { Tree } from '../text/tree.ts'
import type { OwnedKind, Words } from '../vocabulary.ts'
import type { CompiledRule } from './compiled-rule.ts'
import { compileSection, type SectionRule } from './compile-section.ts'

type PolicySection = (typeof policySections)[number]

/** Every section, of the file or by default, and all rules in the order of the document. */
export interface CompiledSections {
  readonly sections: readonly MappingSection[]
  readonly rules: readonly CompiledRule[]
  readonly policy: MappingPolicy
  readonly tests: readonly WrittenTest[]
  /** Whether the document has no section at all. */
  readonly isEmpty: boolean
}

/** Compiles the sections of a mapping file; mistakes are reported. */
export function* compileMapping(tree: Tree | null, words: Words, report: Report): Steps<CompiledSections> {
  const sections: MappingSection[] = []
  const rules: CompiledRule[] = []
  const { written, policy } = toSections(tree, words.kinds, report)
  for (const { kind, tree: section } of written) {
    yield
    const effects = effectsOf(kind, words)
    const compiled = section === undefined ? [] : yield* compileSection(kind, section, words, report)
    const reads = new Set<FactKind>(compiled.flatMap((rule) => [...rule.reads]))
    sections.push({
      name: kind.section,
      effects,
      states: mayState(kind, compiled, words),
      facts: compiled.length === 0 ? new Set(kind.facts) : reads,
      reads,
      fingerprint: fingerprintOf(section),
    })
    for (const rule of compiled) rules.push({ ...rule, section: kind.section, effects, order: rules.length })
  }
  yield
  const nodeOf = (name: PolicySection) => {
    const section = policy.get(name)
    return section && new TreeNode(section, report, words)
  }
  return {
    sections,
    rules,
    policy: readPolicy(nodeOf('teams'), nodeOf('limits')),
    tests: readTests(nodeOf('tests'), words),
    isEmpty: tree === null || tree.kind === 'null' || (tree.kind === 'mapping' && tree.entries.length === 0),
  }
}

function effectsOf({ effects }: MappingKind, words: Words): ReadonlySet<string> {
  return new Set(effects === 'grants' ? [...words.effects.map(({ effect }) => effect), 'finding'] : effects)
}

/** A section of grants has findings to tell only where it has templates. */
function mayState({ effects }: MappingKind, rules: readonly SectionRule[], words: Words): boolean {
  const own = effects === 'grants' ? words.effects.map(({ effect }) => effect) : effects
  return (
    own.some((effect) => effect !== 'role') || rules.some(({ definition: { templates = [] } }) => templates.length > 0)
  )
}

interface Section {
  readonly kind: OwnedKind
  /** `undefined` for a section that the file does not have and that has no default. */
  readonly tree: Tree | undefined
}

interface WrittenSections {
  /** Those of the file in its order, then those it does not have. */
  readonly written: readonly Section[]
  readonly policy: ReadonlyMap<PolicySection, Tree>
}

function toSections(tree: Tree | null, kinds: readonly OwnedKind[], report: Report): WrittenSections {
  const written: Section[] = []
  const policy = new Map<PolicySection, Tree>()
  for (const { key, tree: section, ...place } of entriesOf(tree, report)) {
    const kind = kinds.find((candidate) => candidate.section === key)
    const own = policySections.find((candidate) => candidate === key)
    if (kind !== undefined) written.push({ kind, tree: section })
    else if (own !== undefined) policy.set(own, section)
    else {
      const known = [...kinds.map((other) => other.section), ...policySections]
      report('error', place, 'UNKNOWN_KEY', `There is no section '${key}'; ${suggestion(key, known)}`)
    }
  }
  const present = new Set(written.map(({ kind }) => kind))
  const others = kinds.filter((kind) => !present.has(kind))
  return { written: [...written, ...others.map((kind) => ({ kind, tree: toDefault(kind) }))], policy }
}

function entriesOf(tree: Tree | null, report: Report) {
  if (tree === null || tree.kind === 'null') return []
  if (tree.kind === 'mapping') return tree.entries
  report(
    'error',
    tree,
    'WRONG_TYPE',
    `Expected the sections of a mapping file, found a ${tree.kind === 'list' ? 'list' : 'text'}.`,
  )
  return []
}

function toDefault({ defaultValue }: MappingKind): Tree | undefined {
  return defaultValue === undefined ? undefined : toDefaultTree(defaultValue)
}
