import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import type { RuleDefinition } from '@rolecall/core/plugin/rule'
import { ConditionMistake } from '../condition/condition-mistake.ts'
import { TreeNode } from '../node/tree-node.ts'
import type { Report } from '../text/report.ts'
import type { Tree } from '../text/tree.ts'
import type { Words } from '../vocabulary.ts'
import { checkPrivilege } from './check-privilege.ts'
import { compileParts, type CompiledParts } from './compiled-rule.ts'

/** A rule of one section with its compiled condition. */
export type SectionRule = CompiledParts & { readonly definition: RuleDefinition }

/** The rules of a section; what is wrong with them is reported and left out. */
export function compileSection(kind: MappingKind, tree: Tree, words: Words, report: Report): readonly SectionRule[] {
  const rules = new Map<string, SectionRule>()
  for (const definition of kind.compile(new TreeNode(tree, report, words))) {
    if (rules.has(definition.id)) {
      report('error', definition, 'DUPLICATE_RULE', `There is a rule '${definition.id}' already.`)
      continue
    }
    const parts = compileRule(definition, words, report)
    if (parts === undefined) continue
    checkFacts(kind, definition, parts)
    checkPrivilege(definition, undefined, report)
    rules.set(definition.id, { ...parts, definition })
  }
  return [...rules.values()]
}

function compileRule(definition: RuleDefinition, words: Words, report: Report): CompiledParts | undefined {
  try {
    return compileParts(definition.when, words)
  } catch (error) {
    if (!(error instanceof ConditionMistake)) throw error
    report('error', definition, error.code, error.message)
    return undefined
  }
}

/** A rule that looks at facts which its section does not declare would not run when they change. */
function checkFacts({ section, facts }: MappingKind, { id }: RuleDefinition, { reads }: CompiledParts): void {
  if ([...reads].some((fact) => !facts.includes(fact))) {
    throw new Error(`The rule '${id}' looks at facts that the section '${section}' does not declare`)
  }
}
