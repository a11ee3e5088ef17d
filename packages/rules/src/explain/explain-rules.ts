import type { RuleTrace, Subject, SubjectGroup } from '@rolecall/core/decider'
import type { ConditionTrace } from '@rolecall/core/directory/condition-trace'
import { toEngineFacts, toGroupsFact, type NameView, type SourceFact } from '../condition/engine-facts.ts'
import { withoutPriorities } from '../condition/without-priorities.ts'
import type { CompiledRule } from '../mapping/compiled-rule.ts'
import type { GivenFiring, GivenOutcome } from '../mapping/given-outcome.ts'
import { runInParts, type EngineParts } from '../mapping/run-engine.ts'
import { reasonOf } from '../mapping/to-rule-failure.ts'
import { toForgiving } from './to-forgiving.ts'
import { countHeld, toTrace, type EvaluatedCondition, type SentValues } from './to-trace.ts'

/** What the conditions of rules came to for one membership, or none. */
interface Evaluation {
  readonly group: SubjectGroup | null
  readonly bound: Traces
  /** With the names that groups took over. */
  readonly claimed: Traces
}

type Traces = ReadonlyMap<CompiledRule, ConditionTrace>

/** How many conditions are evaluated for a person in many groups: some seconds. The nearest membership is one of those looked at. */
const maxEvaluated = 200_000

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
  const firings = groupBy(given, ({ firing }) => firing.rule)
  const failures = new Map(failed.map((failure) => [failure.rule, failure]))
  const evaluations: Evaluation[] = []
  for (const [group, asked] of toAsked(rules, subject, given)) {
    evaluations.push(await evaluateAll(asked, subject, group, forgiving))
  }
  const ofGroup = new Map(evaluations.map((evaluation) => [evaluation.group, evaluation]))
  return rules.flatMap((rule) => {
    const failure = failures.get(rule)
    if (failure !== undefined) return [toFailedTrace(rule, failure)]
    const fired = firings.get(rule)
    if (fired === undefined) return [toSilentTrace(rule, evaluations)]
    return fired.flatMap((firing) => {
      const { group } = firing.firing
      const evaluation = group === null ? evaluations[0] : ofGroup.get(group)
      return evaluation === undefined ? [] : [toFiredTrace(firing, evaluation)]
    })
  })
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>()
  for (const item of items) {
    const known = groups.get(keyOf(item))
    if (known === undefined) groups.set(keyOf(item), [item])
    else known.push(item)
  }
  return groups
}

/** The memberships, each with the rules that it is asked about: all of them, or beyond the limit those that fire through it. */
function toAsked(
  rules: readonly CompiledRule[],
  { groups }: Subject,
  given: readonly GivenFiring[],
): readonly (readonly [SubjectGroup, readonly CompiledRule[]])[] {
  const most = Math.max(1, Math.floor(maxEvaluated / Math.max(1, rules.length)))
  const fired = groupBy(given, ({ firing }) => firing.group)
  const memberships = groups.length === 0 ? [noGroup] : groups
  return memberships.map((group, index) => [
    group,
    index < most ? rules : (fired.get(group) ?? []).map(({ firing }) => firing.rule),
  ])
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
): Promise<Traces> {
  const known = { user: subject.user ?? {}, id: subject.id, groups: subject.groups }
  const facts = toEngineFacts(known, group, view, toGroupsFact(subject, view))
  const conditions = rules.map(({ whole }) => withoutPriorities(whole.condition.conditions))
  const sent = toSentValues(facts, parts)
  const traces = new Map<CompiledRule, ConditionTrace>()
  await runInParts(conditions, facts, parts, ({ failureResults, results }, start) => {
    for (const { conditions: evaluated, event, result } of [...results, ...failureResults]) {
      const rule = rules[start + Number(event?.type)] as CompiledRule
      traces.set(rule, toTrace(rule.definition.when, evaluated as EvaluatedCondition, result === true, sent))
    }
  })
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

function toFiredTrace({ firing, gifts }: GivenFiring, { bound, claimed }: Evaluation): RuleTrace {
  const { group, rule, withheld } = firing
  const condition = (withheld === null ? bound : claimed).get(rule) as ConditionTrace
  return { ...toCommon(rule, group), condition, fired: true, withheld, gives: gifts }
}

/** Of one that failed nothing is decided, whatever of its condition held. */
function toFailedTrace(rule: CompiledRule, { error, group }: GivenOutcome['failed'][number]): RuleTrace {
  const condition = toTrace(rule.definition.when, {}, false, () => undefined)
  const failure = reasonOf(error)
  return { ...toCommon(rule, group), condition, fired: false, withheld: null, gives: [], failure }
}

/** By the membership of which most conditions hold. */
function toSilentTrace(rule: CompiledRule, [first, ...others]: readonly Evaluation[]): RuleTrace {
  const traceOf = ({ bound }: Evaluation) => bound.get(rule)
  let nearest = first as Evaluation
  for (const other of others) {
    const trace = traceOf(other)
    if (trace !== undefined && countHeld(trace) > countHeld(traceOf(nearest) as ConditionTrace)) nearest = other
  }
  const group = rule.scope === 'person' ? null : nearest.group
  return {
    ...toCommon(rule, group),
    condition: traceOf(nearest) as ConditionTrace,
    fired: false,
    withheld: null,
    gives: [],
  }
}

function toCommon({ definition, section }: CompiledRule, group: SubjectGroup | null) {
  const { column, expiresAt = null, id, line, references = [] } = definition
  return { rule: { id, section, line, column }, groupId: group?.id ?? null, expiresAt, references }
}
