import type { FactKind, MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import { ConditionMistake } from '../condition/condition-mistake.ts'
import type { Steps } from '../steps.ts'
import { TreeNode } from '../node/tree-node.ts'
import type { Report } from '../text/report.ts'
import type { Tree } from '../text/tree.ts'
import { reportFailure } from '../text/report-failure.ts'
import type { OwnedKind, Words } from '../vocabulary.ts'
import { checkPrivilege } from './check-privilege.ts'
import { compileParts, type CompiledParts } from './compiled-rule.ts'

/** A rule of one section with its compiled condition. */
export type SectionRule = CompiledParts & { readonly definition: RuleDefinition }

/** The rules of a section; what is wrong with them, or with the plugin that makes them, is reported and left out. */
export function* compileSection(
  kind: OwnedKind,
  tree: Tree,
  words: Words,
  report: Report,
): Steps<readonly SectionRule[]> {
  const rules = new Map<string, SectionRule>()
  for (const definition of readRules(kind, tree, words, report)) {
    yield
    if (rules.has(definition.id)) {
      report('error', definition, 'DUPLICATE_RULE', `There is a rule '${definition.id}' already.`)
      continue
    }
    const parts = compileRule(kind, definition, words, report)
    if (parts === undefined) continue
    checkPrivilege(definition, undefined, report)
    const reads = (definition.templates ?? []).length > 0 ? new Set<FactKind>([...parts.reads, 'user']) : parts.reads
    rules.set(definition.id, { ...parts, reads, definition })
  }
  return [...rules.values()]
}

function readRules(kind: OwnedKind, tree: Tree, words: Words, report: Report): readonly RuleDefinition[] {
  try {
    return kind.compile(new TreeNode(tree, report, words))
  } catch (error) {
    reportFailure(report, tree, error)
    return []
  }
}

function compileRule(
  kind: OwnedKind,
  definition: RuleDefinition,
  words: Words,
  report: Report,
): CompiledParts | undefined {
  try {
    const parts = compileParts(definition.when, words)
    if (declaresAll(kind, parts)) return parts
    const owner = kind.plugin === undefined ? '' : `plugin ${kind.plugin}: `
    const message = `${owner}The rule '${definition.id}' looks at facts that the section '${kind.section}' does not declare.`
    report('error', definition, 'PLUGIN_FAILED', message)
  } catch (error) {
    if (error instanceof ConditionMistake) report('error', definition, error.code, error.message)
    else reportFailure(report, definition, error)
  }
  return undefined
}

/** A rule that looks at facts which its section does not declare would not run when they change. */
function declaresAll({ facts }: MappingKind, { reads }: CompiledParts): boolean {
  return [...reads].every((fact) => facts.includes(fact))
}
