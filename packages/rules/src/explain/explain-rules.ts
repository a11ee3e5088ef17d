import type { ConditionTrace, RuleTrace, Subject, SubjectGroup } from '@rolecall/core/decider'
import type { RuleAssignment } from '@rolecall/core/plugin/mapping-kind'
import { toEngineFacts, toGroupsFact, type NameView } from '../condition/engine-facts.ts'
import { withoutPriorities } from '../condition/without-priorities.ts'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import type { Firing } from '../mapping/rule-set.ts'
import { createEngine, type EngineParts } from '../mapping/run-engine.ts'
import { countHeld, toTrace, type EvaluatedCondition } from './to-trace.ts'

interface ExplainOptions {
  readonly parts: EngineParts
  readonly give: (firing: Firing) => readonly RuleAssignment[]
}

/** One rule as the engine evaluated it, for one membership or none. */
interface Evaluation {
  readonly rule: CompiledRule
  readonly group: SubjectGroup | null
  readonly withheld: 'claim' | null
  readonly fired: boolean
  readonly condition: ConditionTrace
}

/** Stands for the membership of somebody who is in no group: named nothing, with no attributes. */
const noGroup: SubjectGroup = {
  id: '',
  nameKeys: [],
  claims: [],
  facts: { displayName: '', externalId: null, data: {}, member: { value: '', type: null, display: null } },
}

/**
 * Every rule, in the order of the document: once for each membership through which it fires, else once for the one that
 * comes nearest. The engine evaluates the very conditions that decide, all of them, so that nothing is left out.
 */
export async function explainRules(
  rules: readonly CompiledRule[],
  subject: Subject,
  { give, parts }: ExplainOptions,
): Promise<readonly RuleTrace[]> {
  const traces: RuleTrace[] = []
  const memberships = subject.groups.length === 0 ? [noGroup] : subject.groups
  const byGroup = await Promise.all(memberships.map((group) => evaluateAll(rules, subject, group, parts)))
  for (const [index, rule] of rules.entries()) {
    const all = byGroup.flatMap((evaluations) => evaluations[index] ?? [])
    const evaluations = rule.scope === 'person' ? all.slice(0, 1) : all
    const firing = evaluations.filter(({ fired }) => fired)
    for (const evaluation of firing.length > 0 ? firing : nearest(evaluations)) {
      traces.push(toRuleTrace(evaluation, give))
    }
  }
  return traces
}

/** All rules for one membership; once more with the names that the group took over, where it did. */
async function evaluateAll(
  rules: readonly CompiledRule[],
  subject: Subject,
  group: SubjectGroup,
  parts: EngineParts,
): Promise<readonly Evaluation[]> {
  const bound = await evaluate(rules, subject, group, 'bound', parts)
  const claims = subject.groups.some((other) => other.claims.length > 0)
  const claimed = claims ? await evaluate(rules, subject, group, 'claimed', parts) : bound
  return rules.map((rule, index) => {
    const plain = bound[index] as ConditionTrace
    const other = claimed[index] as ConditionTrace
    const withheld = !plain.result && other.result
    const membership = rule.scope === 'person' || group === noGroup ? null : group
    const condition = withheld ? other : plain
    // What is about a membership can't be so of somebody without one, whatever is negated in it.
    const fired = condition.result && (rule.scope === 'person' || membership !== null)
    return { rule, group: membership, withheld: withheld ? 'claim' : null, fired, condition }
  })
}

async function evaluate(
  rules: readonly CompiledRule[],
  subject: Subject,
  group: SubjectGroup,
  view: NameView,
  parts: EngineParts,
): Promise<readonly ConditionTrace[]> {
  const conditions = rules.map(({ whole }) => withoutPriorities(whole.condition.conditions))
  const known = { user: subject.user ?? {}, id: subject.id, groups: subject.groups }
  const facts = toEngineFacts(known, group, view, toGroupsFact(subject, view))
  const { failureResults, results } = await createEngine(conditions, parts).run(facts)
  const traces: ConditionTrace[] = []
  for (const { conditions: evaluated, event, result } of [...results, ...failureResults]) {
    const index = Number(event?.type)
    const rule = rules[index] as CompiledRule
    traces[index] = toTrace(rule.definition.when, evaluated as EvaluatedCondition, result === true)
  }
  return traces
}

/** The membership of which most conditions hold. */
function nearest(evaluations: readonly Evaluation[]): readonly Evaluation[] {
  const [first, ...others] = evaluations
  if (first === undefined) return []
  return [
    others.reduce((best, other) => (countHeld(other.condition) > countHeld(best.condition) ? other : best), first),
  ]
}

function toRuleTrace({ condition, fired, group, rule, withheld }: Evaluation, give: ExplainOptions['give']): RuleTrace {
  const { definition, section } = rule
  const { column, id, line } = definition
  return {
    rule: { id, section, line, column },
    groupId: group?.id ?? null,
    fired,
    withheld: fired ? withheld : null,
    condition,
    gives: fired ? give({ rule, group, withheld }) : [],
    references: definition.references ?? [],
  }
}
