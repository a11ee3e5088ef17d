import type { MemberValue } from '../scim/patch/member-changes.ts'
import type { MemberDelta } from '../store/members.ts'
import type { ChangeScope } from '../change/change-scope.ts'

/** Each member that really came or went, and the finding `nested-group` for groups among the new ones. */
export function recordMembers(
  scope: ChangeScope,
  groupId: string,
  { added, removed }: MemberDelta,
  asked: readonly MemberValue[],
): void {
  for (const { value, userId } of removed) {
    scope.record('GroupMemberRemoved', `groups/${groupId}`, { value, userId })
  }
  for (const { value, userId } of added) {
    scope.record('GroupMemberAdded', `groups/${groupId}`, { value, userId })
  }
  const nested = new Set(asked.filter(({ type }) => type === 'Group').map(({ value }) => value))
  for (const { value } of added) {
    if (!nested.has(value)) continue
    scope.record('FindingRaised', `groups/${groupId}`, {
      code: 'nested-group',
      message: 'A group as a member is stored and grants nothing; assign its people directly',
      value,
    })
  }
}
