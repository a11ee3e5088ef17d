import type { GroupFacts, SubjectGroup } from '../decider.ts'
import type { GroupRecord } from '../directory/member.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { DecidingMembership } from '../store/members.ts'

/** What memberships are completed with. */
interface MembershipFacts {
  /** The groups; `null` where the mapping looks at names and ids alone. */
  readonly groups: ReadonlyMap<string, GroupRecord> | null
  /** The users that were read. */
  readonly users: ReadonlyMap<string, ResourceData>
}

interface OpenGroup extends SubjectGroup {
  readonly nameKeys: string[]
  readonly claims: string[]
  suspect?: true
}

/** The memberships of each user, in the order of the rows: one for each group, with all its names. */
export function toSubjectGroups(
  memberships: readonly DecidingMembership[],
  facts: MembershipFacts,
): ReadonlyMap<string, readonly SubjectGroup[]> {
  const byUser = new Map<string, OpenGroup[]>()
  for (const membership of memberships) {
    const { groupId, nameKey, state, userId } = membership
    let groups = byUser.get(userId)
    if (groups === undefined) byUser.set(userId, (groups = []))
    let group = groups.at(-1)
    if (group?.id !== groupId) {
      group = { id: groupId, nameKeys: [], claims: [], facts: toFacts(membership, facts) }
      groups.push(group)
    }
    if (nameKey === null) continue
    if (state === 'changed') group.suspect = true
    const names = state === 'claimed' ? group.claims : group.nameKeys
    if (!names.includes(nameKey)) names.push(nameKey)
  }
  return byUser
}

/** A member that stands for a user is one, whether the provider says so or not. */
function toFacts({ groupId, type, userId, value }: DecidingMembership, { groups, users }: MembershipFacts) {
  const group = groups?.get(groupId)
  if (group === undefined) return null
  const user = users.get(userId)
  const display = user?.['displayName'] ?? user?.['userName']
  return {
    displayName: group.displayName,
    externalId: group.externalId,
    data: group.data,
    member: { value, type: type ?? 'User', display: typeof display === 'string' ? display : null },
  } satisfies GroupFacts
}
