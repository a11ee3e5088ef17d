import type { FactKind } from '../plugin/mapping-kind.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { CompiledMapping, Decision, RuleFailure, Subject } from '../decider.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'
import type { DecidingMembership } from '../store/members.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { toRuleId } from './diff-grants.ts'
import { toTransactionContext } from '../change/hook-context.ts'
import type { ReconciledDecision } from './reconcile.ts'
import { toSubjectGroups } from './subject-groups.ts'

/** A person to decide about: with the user where it is at hand; else it is read if a section that is asked needs it. */
export interface DecisionTarget {
  readonly id: string
  readonly user: UserRecord | null
}

/** A user whose facts have just been created has no groups yet: nothing to read. */
export type KnownGroups = 'none' | 'read'

/** What the rules and the plugins say should hold for these people, after a change of `facts`. */
export async function decide(
  scope: ChangeScope,
  targets: readonly DecisionTarget[],
  facts: ReadonlySet<FactKind>,
  groups: KnownGroups = 'read',
): Promise<ReconciledDecision> {
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

/**
 * A rule that fails keeps what it gave: on an error nothing of it is decided, the change goes on, and
 * the log says so.
 */
async function decideByRules(
  scope: ChangeScope,
  targets: readonly DecisionTarget[],
  facts: ReadonlySet<FactKind>,
  groups: KnownGroups,
): Promise<ReconciledDecision> {
  const { mapping, tx } = scope
  if (mapping === null) {
    scope.record('RuleFailed', 'mapping', { reason: 'the stored mapping does not compile', users: targets.length })
    return { sections: [], assignments: [] }
  }
  const subjects = await toSubjects(tx, mapping, targets, facts, groups)
  const decision = await decideSafely(mapping, subjects, facts)
  recordFailures(scope, decision.failures ?? [])
  for (const userId of decision.undecided ?? []) {
    scope.record('RuleFailed', `users/${userId}`, { rule: null, reason: 'the rules could not be run for this person' })
  }
  return { ...decision, suspects: suspectsOf(subjects) }
}

/**
 * Decides all at once, or where that throws, one by one, and then rule by rule: what is wrong with one rule for one person
 * must concern nobody and nothing else.
 */
async function decideSafely(
  mapping: CompiledMapping,
  subjects: readonly Subject[],
  facts: ReadonlySet<FactKind>,
): Promise<ReconciledDecision> {
  try {
    return await mapping.decide(subjects, facts)
  } catch {
    const undecided = new Set<string>()
    const decisions: Decision[] = []
    for (const subject of subjects) {
      await decideOne(mapping, subject, facts).then(
        (decision) => void decisions.push(decision),
        () => void undecided.add(subject.id),
      )
    }
    return {
      sections: decisions[0]?.sections ?? [],
      assignments: decisions.flatMap(({ assignments }) => assignments),
      failures: decisions.flatMap(({ failures = [] }) => failures),
      undecided,
    }
  }
}

function decideOne(mapping: CompiledMapping, subject: Subject, facts: ReadonlySet<FactKind>): Promise<Decision> {
  return mapping.decide([subject], facts).catch(() => mapping.decideApart(subject, facts))
}

function recordFailures(scope: ChangeScope, failures: readonly RuleFailure[]): void {
  for (const { reason, rule, source, subject } of failures) {
    scope.record('RuleFailed', `users/${subject}`, { rule: toRuleId(source, rule), reason })
  }
}

/** Groups whose `externalId` has changed since they were bound. */
function suspectsOf(subjects: readonly Subject[]): ReadonlySet<string> {
  const suspects = new Set<string>()
  for (const { groups } of subjects) for (const { id, suspect } of groups) if (suspect === true) suspects.add(id)
  return suspects
}

/**
 * The subjects of a decision: users and memberships are read only where a section that is asked looks at them, groups
 * themselves only where the mapping looks at more than their names and ids. `known` keeps groups from one call to the
 * next, for a caller that reads one state of the database.
 */
export async function toSubjects(
  reader: StoreReader,
  mapping: CompiledMapping,
  targets: readonly DecisionTarget[],
  facts: ReadonlySet<FactKind>,
  groups: KnownGroups,
  known: Map<string, GroupRecord> = new Map(),
): Promise<readonly Subject[]> {
  const asked = mapping.sections.filter((section) => [...facts].some((fact) => section.facts.has(fact)))
  const needs = (fact: FactKind) => asked.some((section) => section.reads.has(fact))
  const data = needs('user') ? await completeData(reader, targets) : new Map<string, ResourceData>()
  const scope = { groupIds: [...mapping.groupIds], all: mapping.groupScope === 'all' }
  const memberships =
    groups === 'read' && needs('groups')
      ? await reader.members.listDeciding(
          targets.map(({ id }) => id),
          scope,
        )
      : []
  if (scope.all) await readGroups(reader, memberships, known)
  const byUser = toSubjectGroups(memberships, { groups: scope.all ? known : null, users: data })
  return targets.map(({ id }) => ({ id, user: data.get(id) ?? null, groups: byUser.get(id) ?? [] }))
}

/** Reads the groups that are not known yet. */
async function readGroups(
  reader: StoreReader,
  memberships: readonly DecidingMembership[],
  known: Map<string, GroupRecord>,
): Promise<void> {
  const unknown = new Set(memberships.map(({ groupId }) => groupId).filter((id) => !known.has(id)))
  if (unknown.size === 0) return
  for (const group of await reader.groups.findMany([...unknown])) known.set(group.id, group)
}

async function completeData(
  reader: StoreReader,
  targets: readonly DecisionTarget[],
): Promise<ReadonlyMap<string, ResourceData>> {
  const facts = new Map<string, ResourceData>()
  for (const { id, user } of targets) if (user !== null) facts.set(id, toUserFacts(user))
  const unknown = targets.filter(({ user }) => user === null).map(({ id }) => id)
  if (unknown.length === 0) return facts
  for (const user of await reader.users.findMany(unknown)) facts.set(user.id, toUserFacts(user))
  return facts
}

/** The user as rules see it: what the provider sent, and the status that follows from it. */
function toUserFacts(user: UserRecord): ResourceData {
  return { ...user.data, active: user.active }
}

async function decideByHooks(scope: ChangeScope, targets: readonly DecisionTarget[]): Promise<Assignment[]> {
  const hookContext = toTransactionContext(scope)
  const assignments: Assignment[] = []
  for (const [userId, user] of await completeData(scope.tx, targets)) {
    assignments.push(...(await scope.context.host.decide({ userId, user }, hookContext)))
  }
  return assignments
}
