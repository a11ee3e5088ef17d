import type { MemberRow } from '@rolecall/core/store/members'

import { toOptionalText, toText } from '../decode.ts'
import type { RowOf } from '../tables/row-of.ts'

/** Members that one statement reads or writes: all hundred thousand of a group at once would keep everybody else waiting. */
export const membersOfStatement = 2_500

/**
 * A group as a member, whether the provider says so or not (RFC 7643 §4.2 leaves `type` out where it likes): our ids are of
 * one resource each, while a user who is still to come may have the `externalId` of a group.
 */
export function nested(row: string): string {
  // Counted, for PostgreSQL answers EXISTS by all groups of the organization.
  const isGroup = (column: string) =>
    `(SELECT COUNT(*) FROM groups n WHERE n.organization_id = ${row}.organization_id AND n.${column} = ${row}.value) > 0`
  return `${row}.user_id IS NULL AND (COALESCE(${row}.type, '') = 'Group' OR ${isGroup('id')}
    OR (${row}.type IS NULL AND ${isGroup('external_id')}))`
}

/** Nobody here yet; a nested group is nobody, and is no mistake that anybody could mend. */
export function unresolved(row: string): string {
  return `${row}.user_id IS NULL AND NOT (${nested(row)})`
}

export type ChangedRow = RowOf<'group_members', 'group_id' | 'value' | 'user_id'>

export function toMemberRows(rows: readonly ChangedRow[]): MemberRow[] {
  return rows.map((row) => ({
    groupId: toText(row, 'group_id'),
    value: toText(row, 'value'),
    userId: toOptionalText(row, 'user_id'),
  }))
}
