import type { GroupMember, GroupRecord, UserRecord } from '@rolecall/core/directory/member'
import type { MemberRow, WrittenName } from '@rolecall/core/store/members'

import { byText } from '../in-order.ts'
import { keyOf } from '../table.ts'
import type { GroupMemberRow } from '../tables.ts'

export function memberKey({ groupId, value }: Pick<GroupMemberRow, 'groupId' | 'value'>): string {
  return keyOf(groupId, value)
}

export const byGroup = byText<GroupMemberRow>(({ groupId }) => groupId)
const byValue = byText<GroupMemberRow>(({ value }) => value)

/** By group, and then in the order of their addition. */
export function sortedMembers(rows: readonly GroupMemberRow[]): GroupMemberRow[] {
  return rows.toSorted(
    (a, b) => byGroup(a, b) || a.addedRevision - b.addedRevision || a.addedIndex - b.addedIndex || byValue(a, b),
  )
}

/** May stand for somebody who comes later. */
export function isOpen({ type, userId }: Pick<GroupMemberRow, 'type' | 'userId'>): boolean {
  return userId === null && type !== 'Group'
}

/** A group as a member, whether the provider says so or not. */
export function isNested({ type, userId, value }: GroupMemberRow, groups: readonly GroupRecord[]): boolean {
  if (userId !== null) return false
  return (
    type === 'Group' || groups.some(({ externalId, id }) => id === value || (type === null && externalId === value))
  )
}

/** Nobody here yet; a nested group is nobody, and is no mistake that anybody could mend. */
export function isUnresolved(row: GroupMemberRow, groups: readonly GroupRecord[]): boolean {
  return row.userId === null && !isNested(row, groups)
}

/** A member with what is shown of its user: the displayName, or nothing (RFC 7643 §4.2). */
export function shownMember({ type, userId, value }: GroupMemberRow, user: UserRecord | undefined): GroupMember {
  const display = user === undefined || displayOf(user) === user.userName ? null : displayOf(user)
  return { value, userId, type, display }
}

/** A member as JSON, with these names alone. */
export function writtenMember(
  { display, type, userId, value }: GroupMember,
  names: readonly WrittenName[],
  users: string,
): string {
  const member = {
    value: userId ?? value,
    $ref: userId === null ? undefined : users + userId,
    display: userId === null ? undefined : (display ?? undefined),
    type: userId === null ? (type ?? undefined) : 'User',
  }
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, member[name]])))
}

/** What a user is shown as where there is one line for it. */
export function displayOf({ data, userName }: UserRecord): string {
  const displayName = data['displayName']
  return typeof displayName === 'string' ? displayName : userName
}

export function toMemberRow({ groupId, userId, value }: GroupMemberRow): MemberRow {
  return { groupId, value, userId }
}
