import type { FactKind, MappingKind, RuleDefinition } from '@rolecall/core/plugin/mapping-kind'
import { compileCondition, type CompiledCondition, type ConditionNames } from '../condition/compile-condition.ts'
import { ConditionMistake } from '../condition/condition-mistake.ts'
import { TreeNode } from '../node/tree-node.ts'
import type { Report } from '../text/report.ts'
import type { Tree } from '../text/tree.ts'

/** A rule of one section with its compiled condition. */
export interface SectionRule {
  readonly definition: RuleDefinition
  readonly condition: CompiledCondition
}

/** The rules of a section; what is wrong with them is reported and left out. */
export function compileSection(
  kind: MappingKind,
  tree: Tree,
  names: ConditionNames,
  report: Report,
): readonly SectionRule[] {
  const rules = new Map<string, SectionRule>()
  for (const definition of kind.compile(new TreeNode(tree, report, names.userType))) {
    if (rules.has(definition.id)) {
      report('error', definition, 'DUPLICATE_RULE', `There is a rule '${definition.id}' already.`)
      continue
    }
    const condition = compileRule(definition, names, report)
    if (condition === undefined) continue
    checkFacts(kind, definition, condition)
    rules.set(definition.id, { definition, condition })
  }
  return [...rules.values()]
}

function compileRule(definition: RuleDefinition, names: ConditionNames, report: Report): CompiledCondition | undefined {
  try {
    return compileCondition(definition.when, names)
  } catch (error) {
    if (!(error instanceof ConditionMistake)) throw error
    report('error', definition, error.code, error.message)
    return undefined
  }
}

/** A rule that looks at facts which its section does not declare would not run when they change. */
function checkFacts(
  { section, facts }: MappingKind,
  { id }: RuleDefinition,
  { groups, paths }: CompiledCondition,
): void {
  const undeclared = (fact: FactKind, used: boolean) => used && !facts.includes(fact)
  if (undeclared('user', paths.size > 0) || undeclared('groups', groups.size > 0)) {
    throw new Error(`The rule '${id}' looks at facts that the section '${section}' does not declare`)
  }
}
