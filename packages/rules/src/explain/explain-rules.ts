import type { RuleTrace, Subject, SubjectGroup } from '@rolecall/core/decider'
import type { ConditionTrace } from '@rolecall/core/directory/condition-trace'
import type { RuleAssignment } from '@rolecall/core/plugin/rule'
import { toEngineFacts, toGroupsFact, type NameView } from '../condition/engine-facts.ts'
import { withoutPriorities } from '../condition/without-priorities.ts'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import type { Firing } from '../mapping/rule-set.ts'
import { reasonOf } from '../mapping/to-rule-failure.ts'
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
  /** Why it could not be decided; absent where it was. */
  readonly failure?: string
}

/** What the engine made of a condition, or what it threw. */
interface EvaluatedTrace {
  readonly condition: ConditionTrace
  readonly failure?: string
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
    for (const evaluation of shownOf(evaluations)) {
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
    const plain = bound[index] as EvaluatedTrace
    const other = claimed[index] as EvaluatedTrace
    const withheld = !plain.condition.result && other.condition.result
    const membership = rule.scope === 'person' || group === noGroup ? null : group
    const shown = withheld ? other : plain
    // What is about a membership can't be so of somebody without one, whatever is negated in it.
    const fired = shown.condition.result && (rule.scope === 'person' || membership !== null)
    return { rule, group: membership, withheld: withheld ? 'claim' : null, fired, ...shown }
  })
}

/** All rules by one run; where that throws, each by a run of its own, so that what is wrong with one says nothing of others. */
async function evaluate(
  rules: readonly CompiledRule[],
  subject: Subject,
  group: SubjectGroup,
  view: NameView,
  parts: EngineParts,
): Promise<readonly EvaluatedTrace[]> {
  const known = { user: subject.user ?? {}, id: subject.id, groups: subject.groups }
  const facts = toEngineFacts(known, group, view, toGroupsFact(subject, view))
  try {
    return await run(rules, facts, parts)
  } catch {
    return Promise.all(
      rules.map((rule) => run([rule], facts, parts).then(([trace]) => trace as EvaluatedTrace, toFailed(rule))),
    )
  }
}

function toFailed({ definition: { when } }: CompiledRule): (error: unknown) => EvaluatedTrace {
  return (error) => ({ condition: toTrace(when, {}, false), failure: reasonOf(error) })
}

async function run(
  rules: readonly CompiledRule[],
  facts: Record<string, unknown>,
  parts: EngineParts,
): Promise<readonly EvaluatedTrace[]> {
  const conditions = rules.map(({ whole }) => withoutPriorities(whole.condition.conditions))
  const { failureResults, results } = await createEngine(conditions, parts).run(facts)
  const traces: EvaluatedTrace[] = []
  for (const { conditions: evaluated, event, result } of [...results, ...failureResults]) {
    const index = Number(event?.type)
    const rule = rules[index] as CompiledRule
    traces[index] = { condition: toTrace(rule.definition.when, evaluated as EvaluatedCondition, result === true) }
  }
  return traces
}

/** Every membership through which a rule fires; of one that failed for the person nothing is decided, whatever fires. */
function shownOf(evaluations: readonly Evaluation[]): readonly Evaluation[] {
  const failed = evaluations.find(({ failure }) => failure !== undefined)
  if (failed !== undefined) return [failed]
  const firing = evaluations.filter(({ fired }) => fired)
  return firing.length > 0 ? firing : nearest(evaluations)
}

/** The membership of which most conditions hold. */
function nearest(evaluations: readonly Evaluation[]): readonly Evaluation[] {
  const [first, ...others] = evaluations
  if (first === undefined) return []
  return [
    others.reduce((best, other) => (countHeld(other.condition) > countHeld(best.condition) ? other : best), first),
  ]
}

function toRuleTrace(evaluation: Evaluation, give: ExplainOptions['give']): RuleTrace {
  const { condition, failure, fired, group, rule, withheld } = evaluation
  const { definition, section } = rule
  const { column, id, line } = definition
  const common = {
    rule: { id, section, line, column },
    groupId: group?.id ?? null,
    condition,
    references: definition.references ?? [],
  }
  if (failure !== undefined) return { ...common, fired: false, withheld: null, gives: [], failure }
  try {
    const gives = fired ? give({ rule, group, withheld }) : []
    return { ...common, fired, withheld: fired ? withheld : null, gives }
  } catch (error) {
    return { ...common, fired: false, withheld: null, gives: [], failure: reasonOf(error) }
  }
}
