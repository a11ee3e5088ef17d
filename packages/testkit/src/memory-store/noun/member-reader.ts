import type { MemberReader } from '@rolecall/core/store/members'

import { groupBy } from '../group-by.ts'
import { byText, distinct, pageOf } from '../in-order.ts'
import type { Reading } from '../reading.ts'
import type { GroupMemberRow } from '../tables.ts'
import { listDeciding } from './list-deciding.ts'
import {
  displayOf,
  isNested,
  isUnresolved,
  shownMember,
  sortedMembers,
  toMemberRow,
  writtenMember,
} from './member-rows.ts'

/** With so many members groups are no longer shown at once. */
const few = 1_000

export function createMemberReader(reading: Reading): MemberReader {
  const { organizationId, tables } = reading
  const where = (condition: (row: GroupMemberRow) => boolean): GroupMemberRow[] =>
    tables().members.rows(organizationId).filter(condition)
  const groups = () => tables().groups.rows(organizationId)
  const userOf = ({ userId }: GroupMemberRow) => tables().users.get(organizationId, userId ?? '')
  const listOf = (rows: readonly GroupMemberRow[]) => {
    const lists = groupBy(rows, ({ groupId }) => groupId)
    return new Map([...lists].map(([id, members]) => [id, members.map((row) => shownMember(row, userOf(row)))]))
  }
  return {
    list: async (groupIds) => listOf(sortedMembers(where(({ groupId }) => groupIds.includes(groupId)))),
    async listFew(groupIds) {
      const rows = where(({ groupId }) => groupIds.includes(groupId))
      return rows.length < few ? listOf(sortedMembers(rows)) : null
    },
    async listAfter(groupId, { after, limit }) {
      const all = where((row) => row.groupId === groupId)
      const page = pageOf(all, ({ value }) => value, { after, limit })
      const rows = after === null && page.length < limit ? sortedMembers(page) : page
      return rows.map((row) => shownMember(row, userOf(row)))
    },
    async writeAfter(groupId, page, { names, users }) {
      const rows = pageOf(
        where((row) => row.groupId === groupId),
        ({ value }) => value,
        page,
      )
      const texts = rows.map((row) => writtenMember(shownMember(row, userOf(row)), names, users))
      return {
        text: texts.filter((text) => text !== '{}').join(','),
        count: rows.length,
        last: rows.at(-1)?.value ?? null,
      }
    },
    async listGroupsOf(userIds) {
      const memberships = where(({ userId }) => userId !== null && userIds.includes(userId))
        .map(({ groupId, userId }) => ({
          userId: userId ?? '',
          groupId,
          displayName: tables().groups.get(organizationId, groupId)?.displayName ?? '',
        }))
        .toSorted(
          byText(
            ({ userId }) => userId,
            ({ groupId }) => groupId,
          ),
        )
      return groupBy(memberships, ({ userId }) => userId)
    },
    listDeciding: async (userIds, scope) => listDeciding(reading, userIds, scope),
    async findAddition(groupId, userId) {
      const [row] = where((candidate) => candidate.groupId === groupId && candidate.userId === userId)
      return row && { value: row.value, addedAt: row.addedAt, revision: row.addedRevision }
    },
    findUnresolved: async (values) =>
      where(({ userId, value }) => userId === null && values.includes(value))
        .map(toMemberRow)
        .toSorted(
          byText(
            ({ value }) => value,
            ({ groupId }) => groupId,
          ),
        ),
    listUserIds: async (groupIds) =>
      distinct(where(({ groupId }) => groupIds.includes(groupId)).flatMap(({ userId }) => userId ?? [])),
    async count(groupIds) {
      const lists = groupBy(
        where(({ groupId }) => groupIds.includes(groupId)),
        ({ groupId }) => groupId,
      )
      const countOf = (rows: readonly GroupMemberRow[]) => ({
        members: rows.length,
        unresolved: rows.filter((row) => isUnresolved(row, groups())).length,
        nested: rows.filter((row) => isNested(row, groups())).length,
      })
      return new Map([...lists].map(([id, rows]) => [id, countOf(rows)]))
    },
    async page(groupId, { unresolved, ...page }) {
      const rows = where((row) => row.groupId === groupId && (!unresolved || isUnresolved(row, groups())))
      return pageOf(rows, ({ value }) => value, page).map((row) => {
        const user = userOf(row)
        const { type, userId, value } = row
        const displayName = user === undefined ? null : displayOf(user)
        return { value, type, userId, emailAddress: user?.userName ?? null, displayName, resolved: userId !== null }
      })
    },
    countNobodies: async () => ({
      unresolved: where((row) => isUnresolved(row, groups())).length,
      nested: where((row) => isNested(row, groups())).length,
    }),
  }
}
