import type { Decision, Subject } from '../decider.ts'
import type { RuleFailure } from '../directory/rule-failure.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreTransaction } from '../store.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { toTransactionContext } from '../change/hook-context.ts'
import { toRuleId } from '../directory/rule-id.ts'
import { completeData, toSubjects, type DecisionTarget, type KnownGroups } from './to-subjects.ts'

/** A decision, with what is to be known to make rows of it. */
export interface RowsDecision extends Decision {
  /** Groups whose `externalId` has changed since they were bound: what they newly give is withheld. */
  readonly suspects: ReadonlySet<string>
}

const nothing: RowsDecision = { sections: [], assignments: [], failures: [], suspects: new Set() }

/**
 * What the rules and the plugins say should hold for these people, after a change of `facts`. A rule that fails for a
 * person keeps what it gave, the change goes on, and the log says so.
 */
export async function decide(
  scope: ChangeScope,
  targets: readonly DecisionTarget[],
  facts: ReadonlySet<FactKind>,
  groups: KnownGroups = 'read',
): Promise<RowsDecision> {
  const ruled = await decideByRules(scope, targets, facts, groups)
  const { host } = scope.context
  if (!host.decides || !facts.has('user')) return ruled
  const hooked = await decideByHooks(scope, targets)
  return {
    ...ruled,
    sections: [...ruled.sections, ...host.plugins.map((name) => ({ name, effects: 'any' as const }))],
    assignments: [...ruled.assignments, ...hooked],
  }
}

/** What the rules say, without what plugins say by hook: of these every row stays. */
export async function decideByRules(
  scope: ChangeScope,
  targets: readonly DecisionTarget[],
  facts: ReadonlySet<FactKind>,
  groups: KnownGroups,
): Promise<RowsDecision> {
  const { mapping, tx } = scope
  if (mapping === null) return nothing
  const subjects = await toSubjects(tx, mapping, targets, facts, groups)
  const decision = await mapping.decide(subjects, facts)
  recordFailures(scope, decision.failures)
  return { ...decision, suspects: suspectsOf(subjects) }
}

/** What a transaction has told: a person may be decided several times in it. */
const told = new WeakMap<StoreTransaction, Set<string>>()

/** Tells of rules that could not be decided for a person, each once a change: what each has given the person stays. */
export function recordFailures(scope: ChangeScope, failures: readonly RuleFailure[]): void {
  if (failures.length === 0) return
  const known = told.get(scope.tx) ?? new Set<string>()
  told.set(scope.tx, known)
  for (const failure of failures) {
    const { line, plugin, reason, rule, source, subject } = failure
    const key = JSON.stringify([subject, source, rule, reason])
    if (known.has(key)) continue
    known.add(key)
    scope.record('RuleFailed', `users/${subject}`, { plugin, rule: toRuleId(source, rule), line, reason })
  }
}

/** Groups of these people whose `externalId` has changed since they were bound. */
export function suspectsOf(subjects: readonly Subject[]): ReadonlySet<string> {
  const suspects = new Set<string>()
  for (const { groups } of subjects) for (const { id, suspect } of groups) if (suspect === true) suspects.add(id)
  return suspects
}

async function decideByHooks(scope: ChangeScope, targets: readonly DecisionTarget[]): Promise<Assignment[]> {
  const hookContext = toTransactionContext(scope)
  const assignments: Assignment[] = []
  for (const [userId, user] of await completeData(scope.tx, targets)) {
    assignments.push(...(await scope.context.host.decide({ userId, user }, hookContext)))
  }
  return assignments
}
