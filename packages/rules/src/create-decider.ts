import { ConfigurationError } from '@rolecall/core/errors'
import type { Compilation, Decider, MappingSource } from '@rolecall/core/decider'
import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import { compileMapping } from './mapping/compile-mapping.ts'
import { createDecisionMemory } from './mapping/decision-memory.ts'
import { RuleMapping } from './mapping/rule-mapping.ts'
import { parseText } from './text/parse-text.ts'
import { createReport, sortDiagnostics } from './text/report.ts'
import { checkVocabulary, type Vocabulary } from './vocabulary.ts'

/**
 * The rules: YAML or JSON → tree with places → rules of every section → conditions of json-rules-engine
 * → decisions. One decider serves a process; what its mappings decided is remembered within one bound.
 * Throws ConfigurationError where the vocabulary contradicts itself or the default of a section is wrong.
 */
export function createDecider(vocabulary: Vocabulary): Decider {
  checkVocabulary(vocabulary)
  const memory = createDecisionMemory()
  const compile = (source: MappingSource): Compilation => {
    const diagnostics: Diagnostic[] = []
    const report = createReport(diagnostics)
    const tree = parseText(source, report)
    const sections = tree === undefined ? undefined : compileMapping(tree, vocabulary, report)
    const mapping =
      sections === undefined || diagnostics.some(({ severity }) => severity === 'error')
        ? null
        : new RuleMapping(sections, vocabulary.operators, memory)
    return { diagnostics: sortDiagnostics(diagnostics), mapping }
  }
  checkDefaults(compile({ text: '', format: 'yaml' }))
  return { compile, parseTests: () => ({ diagnostics: [], tests: [] }) }
}

/** A default may come from the configuration file: all mistakes in it are told at the start. */
function checkDefaults({ diagnostics }: Compilation): void {
  const mistakes = diagnostics.filter(({ severity }) => severity === 'error')
  if (mistakes.length === 0) return
  const issues = mistakes.map(({ code, message }) => ({ path: code, message }))
  throw new ConfigurationError('The default of a section of the mapping is wrong', issues)
}
