import type { FactKind } from '../plugin/mapping-kind.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { CompiledMapping, Decision, Subject, SubjectGroup } from '../decider.ts'
import type { UserRecord } from '../directory/member.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { BoundMembership, StoreReader } from '../store.ts'
import type { ChangeScope } from './change-scope.ts'
import { toTransactionContext } from './hook-context.ts'

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
): Promise<Decision> {
  const ruled = await decideByRules(scope, targets, facts, groups)
  const { host } = scope.context
  if (!host.decides || !facts.has('user')) return ruled
  const hooked = await decideByHooks(scope, targets)
  return {
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
): Promise<Decision> {
  const { mapping, tx } = scope
  if (mapping === null) {
    scope.record('RuleFailed', 'mapping', { reason: 'the stored mapping does not compile', users: targets.length })
    return { sections: [], assignments: [] }
  }
  const subjects = await toSubjects(tx, mapping, targets, facts, groups)
  try {
    return await mapping.decide(subjects, facts)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    scope.record('RuleFailed', 'mapping', { reason, users: targets.length })
    return { sections: [], assignments: [] }
  }
}

/** The subjects of a decision: users and memberships are read only where a section that is asked looks at them. */
export async function toSubjects(
  reader: StoreReader,
  mapping: CompiledMapping,
  targets: readonly DecisionTarget[],
  facts: ReadonlySet<FactKind>,
  groups: KnownGroups,
): Promise<readonly Subject[]> {
  const asked = mapping.sections.filter((section) => [...facts].some((fact) => section.facts.has(fact)))
  const needs = (fact: FactKind) => asked.some((section) => section.facts.has(fact))
  const data = needs('user') ? await completeData(reader, targets) : new Map<string, ResourceData>()
  const memberships =
    groups === 'read' && needs('groups') ? await reader.members.listBound(targets.map(({ id }) => id)) : []
  const byUser = groupMemberships(memberships)
  return targets.map(({ id }) => ({ id, user: data.get(id) ?? null, groups: byUser.get(id) ?? [] }))
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

function groupMemberships(memberships: readonly BoundMembership[]): Map<string, SubjectGroup[]> {
  const names = new Map<string, Map<string, string[]>>()
  for (const { userId, groupId, nameKey } of memberships) {
    const groups = names.get(userId) ?? new Map<string, string[]>()
    groups.set(groupId, [...(groups.get(groupId) ?? []), nameKey])
    names.set(userId, groups)
  }
  const byUser = new Map<string, SubjectGroup[]>()
  for (const [userId, groups] of names) {
    byUser.set(
      userId,
      [...groups].map(([id, nameKeys]) => ({ id, nameKeys, claims: [], facts: null })),
    )
  }
  return byUser
}

async function decideByHooks(scope: ChangeScope, targets: readonly DecisionTarget[]): Promise<Assignment[]> {
  const hookContext = toTransactionContext(scope)
  const assignments: Assignment[] = []
  for (const [userId, user] of await completeData(scope.tx, targets)) {
    assignments.push(...(await scope.context.host.decide({ userId, user }, hookContext)))
  }
  return assignments
}
