import type { CompiledMapping, Subject } from '../decider.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'
import type { DecidingMembership } from '../store/members.ts'
import { toSubjectGroups } from './subject-groups.ts'

/** A person to decide about: with the user where it is at hand; else it is read if a section that is asked needs it. */
export interface DecisionTarget {
  readonly id: string
  readonly user: UserRecord | null
}

/** A user whose facts have just been created has no groups yet: nothing to read. */
export type KnownGroups = 'none' | 'read'

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
  for (const group of await reader.groups.findMany([...unknown])) known.set(group.id, group)
}

/** What rules see of these people; of those who are not at hand it is read. */
export async function completeData(
  reader: StoreReader,
  targets: readonly DecisionTarget[],
): Promise<ReadonlyMap<string, ResourceData>> {
  const facts = new Map<string, ResourceData>()
  for (const { id, user } of targets) if (user !== null) facts.set(id, toUserFacts(user))
  const unknown = targets.filter(({ user }) => user === null).map(({ id }) => id)
  for (const user of await reader.users.findMany(unknown)) facts.set(user.id, toUserFacts(user))
  return facts
}

/** The user as rules see it: what the provider sent, and the status that follows from it. */
function toUserFacts(user: UserRecord): ResourceData {
  return { ...user.data, active: user.active }
}
