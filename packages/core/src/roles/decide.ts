import type { Decision, Subject } from '../decider.ts'
import type { GroupRecord } from '../directory/member.ts'
import type { RuleFailure } from '../directory/rule-failure.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreTransaction } from '../store.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { toTransactionContext } from '../change/hook-context.ts'
import { toRuleId } from '../directory/rule-id.ts'
import { askHooks, type HookFailure } from './ask-hooks.ts'
import { completeData, toSubjects, type DecisionTarget, type KnownGroups } from './to-subjects.ts'

/** A decision, with what is to be known to make rows of it. */
export interface RowsDecision extends Decision {
  /** Groups whose `externalId` has changed since they were bound: what they newly give is withheld. */
  readonly suspects: ReadonlySet<string>
}

const nothing: RowsDecision = { sections: [], assignments: [], failures: [], suspects: new Set() }

/**
 * What the rules and the plugins say should hold for these people, after a change of `facts`. A rule that fails for a
 * person keeps what it gave, the change goes on, and the log says so. `known` keeps groups from one call to the next.
 */
export async function decide(
  scope: ChangeScope,
  targets: readonly DecisionTarget[],
  facts: ReadonlySet<FactKind>,
  groups: KnownGroups = 'read',
  onHookFailure: HookFailure = 'thrown',
  known?: Map<string, GroupRecord>,
): Promise<RowsDecision> {
  const ruled = await decideByRules(scope, targets, facts, groups, known)
  const { host } = scope.context
  if (!host.decides) return ruled
  const people = await completeData(scope.tx, targets)
  const hooked = await askHooks({ host, context: toTransactionContext(scope) }, people, onHookFailure)
  recordFailures(scope, hooked.failures)
  return { ...joinDecisions(ruled, hooked), suspects: ruled.suspects }
}

/** Two decisions about the same people by different sections. */
export function joinDecisions(one: Decision, other: Decision): Decision {
  return {
    sections: [...one.sections, ...other.sections],
    assignments: [...one.assignments, ...other.assignments],
    failures: [...one.failures, ...other.failures],
  }
}

async function decideByRules(
  scope: ChangeScope,
  targets: readonly DecisionTarget[],
  facts: ReadonlySet<FactKind>,
  groups: KnownGroups,
  known: Map<string, GroupRecord> | undefined,
): Promise<RowsDecision> {
  const { mapping, tx } = scope
  if (mapping === null) return nothing
  const subjects = await toSubjects(tx, mapping, targets, facts, groups, known)
  const decision = await mapping.decide(subjects, facts)
  recordFailures(scope, decision.failures)
  return { ...decision, suspects: suspectsOf(subjects) }
}

/** What a transaction has told: a person may be decided several times in it. */
const told = new WeakMap<StoreTransaction, Set<string>>()

/** Tells of rules that could not be decided for a person, each once a change: what each has given the person stays. */
export function recordFailures(scope: ChangeScope, failures: readonly RuleFailure[]): void {
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
