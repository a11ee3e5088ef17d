import type { RuleTrace, Subject, SubjectGroup } from '@rolecall/core/decider'
import type { ConditionTrace } from '@rolecall/core/directory/condition-trace'
import { toEngineFacts, toGroupsFact, type NameView, type SourceFact } from '../condition/engine-facts.ts'
import { withoutPriorities } from '../condition/without-priorities.ts'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import type { GivenFiring, GivenOutcome } from '../mapping/given-outcome.ts'
import { createEngine, type EngineParts } from '../mapping/run-engine.ts'
import { reasonOf } from '../mapping/to-rule-failure.ts'
import { toForgiving } from './to-forgiving.ts'
import { countHeld, toTrace, type EvaluatedCondition, type SentValues } from './to-trace.ts'

/** What the conditions of all rules came to for one membership, or none. */
interface Evaluation {
  readonly group: SubjectGroup | null
  readonly bound: readonly ConditionTrace[]
  /** With the names that groups took over. */
  readonly claimed: readonly ConditionTrace[]
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
 * comes nearest. What fires, and what failed, is the decision's to say; the engine evaluates the very conditions that
 * decide, all of them, so that nothing is left out of why.
 */
export async function explainRules(
  rules: readonly CompiledRule[],
  subject: Subject,
  { failed, given }: GivenOutcome,
  parts: EngineParts,
): Promise<readonly RuleTrace[]> {
  const forgiving = toForgiving(parts)
  const memberships = subject.groups.length === 0 ? [noGroup] : subject.groups
  const evaluations = await Promise.all(memberships.map((group) => evaluateAll(rules, subject, group, forgiving)))
  return rules.flatMap((rule, index) => {
    const failure = failed.find((one) => one.rule === rule)
    if (failure !== undefined) return [toFailedTrace(rule, failure)]
    const firings = given.filter(({ firing }) => firing.rule === rule)
    if (firings.length === 0) return [toSilentTrace(rule, index, evaluations)]
    const traced = (group: SubjectGroup | null) => evaluations.filter((one) => group === null || one.group === group)
    return firings.flatMap((firing) => {
      const [evaluation] = traced(firing.firing.group)
      return evaluation === undefined ? [] : [toFiredTrace(firing, index, evaluation)]
    })
  })
}

/** All rules for one membership; once more with the names that groups took over, where one did. */
async function evaluateAll(
  rules: readonly CompiledRule[],
  subject: Subject,
  group: SubjectGroup,
  parts: EngineParts,
): Promise<Evaluation> {
  const bound = await evaluate(rules, subject, group, 'bound', parts)
  const claims = subject.groups.some((other) => other.claims.length > 0)
  const claimed = claims ? await evaluate(rules, subject, group, 'claimed', parts) : bound
  return { group: group === noGroup ? null : group, bound, claimed }
}

async function evaluate(
  rules: readonly CompiledRule[],
  subject: Subject,
  group: SubjectGroup,
  view: NameView,
  parts: EngineParts,
): Promise<readonly ConditionTrace[]> {
  const known = { user: subject.user ?? {}, id: subject.id, groups: subject.groups }
  const facts = toEngineFacts(known, group, view, toGroupsFact(subject, view))
  const conditions = rules.map(({ whole }) => withoutPriorities(whole.condition.conditions))
  const { failureResults, results } = await createEngine(conditions, parts).run(facts)
  const sent = toSentValues(facts, parts)
  const traces: ConditionTrace[] = []
  for (const { conditions: evaluated, event, result } of [...results, ...failureResults]) {
    const index = Number(event?.type)
    const rule = rules[index] as CompiledRule
    traces[index] = toTrace(rule.definition.when, evaluated as EvaluatedCondition, result === true, sent)
  }
  return traces
}

/** A complex attribute is compared by its `value`. */
function toSentValues(facts: Record<string, unknown>, { paths }: EngineParts): SentValues {
  return ({ fact, of = 'user', path }) => {
    const source = facts[of] as SourceFact | undefined
    const text = `${of} ${path}`
    const found = fact === undefined ? (paths.get(`${text}.value`) ?? paths.get(text)) : paths.get(`fact ${fact}`)
    return source && found?.valuesOf(source.data)
  }
}

function toFiredTrace({ firing, gifts }: GivenFiring, index: number, { bound, claimed }: Evaluation): RuleTrace {
  const { group, rule, withheld } = firing
  const condition = (withheld === null ? bound : claimed)[index] as ConditionTrace
  return { ...toCommon(rule, group), condition, fired: true, withheld, gives: gifts }
}

/** Of one that failed nothing is decided, whatever of its condition held. */
function toFailedTrace(rule: CompiledRule, { error, group }: GivenOutcome['failed'][number]): RuleTrace {
  const condition = toTrace(rule.definition.when, {}, false, () => undefined)
  const failure = reasonOf(error)
  return { ...toCommon(rule, group), condition, fired: false, withheld: null, gives: [], failure }
}

/** By the membership of which most conditions hold. */
function toSilentTrace(rule: CompiledRule, index: number, [first, ...others]: readonly Evaluation[]): RuleTrace {
  const traceOf = (evaluation: Evaluation) => evaluation.bound[index] as ConditionTrace
  let nearest = first as Evaluation
  for (const other of others) {
    if (countHeld(traceOf(other)) > countHeld(traceOf(nearest))) nearest = other
  }
  const group = rule.scope === 'person' ? null : nearest.group
  return { ...toCommon(rule, group), condition: traceOf(nearest), fired: false, withheld: null, gives: [] }
}

function toCommon({ definition, section }: CompiledRule, group: SubjectGroup | null) {
  const { column, expiresAt = null, id, line, references = [] } = definition
  return { rule: { id, section, line, column }, groupId: group?.id ?? null, expiresAt, references }
}
