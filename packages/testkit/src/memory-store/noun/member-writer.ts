import type { MemberRow, MemberWriter } from '@rolecall/core/store/members'
import type { MemberValue } from '@rolecall/core/scim/patch/member-changes'

import { requireFound } from '../constraints.ts'
import type { Writing } from '../reading.ts'
import type { GroupMemberRow, Tables } from '../tables.ts'
import { isOpen, isUnresolved, memberKey, toMemberRow } from './member-rows.ts'

export function createMemberWriter({ now, organizationId, revision, writing }: Writing): MemberWriter {
  let index = 0
  const groups = () => writing.tables().groups.rows(organizationId)

  function remove(condition: (row: GroupMemberRow) => boolean): readonly MemberRow[] {
    return writing.change(({ members }) => {
      const rows = members.rows(organizationId).filter(condition)
      for (const row of rows) members.delete(organizationId, memberKey(row))
      return rows.map(toMemberRow)
    })
  }

  /** Ids of the provisioned users with this `externalId`. */
  function idsOf({ users }: Tables, externalId: string): string[] {
    const found = users.rows(organizationId).filter((user) => user.provisioned && user.externalId === externalId)
    return found.map(({ id }) => id)
  }

  /** A user by the id, or else by an `externalId` that exactly one user has. */
  function toUserId(tables: Tables, { type, value }: MemberValue): string | null {
    if (type === 'Group') return null
    if (tables.users.get(organizationId, value)?.provisioned === true) return value
    const [id, ...others] = idsOf(tables, value)
    return others.length > 0 ? null : (id ?? null)
  }

  function isThere({ members }: Tables, { groupId, userId, value }: MemberRow): boolean {
    if (members.get(organizationId, memberKey({ groupId, value })) !== undefined) return true
    return userId !== null && hasUser(members.rows(organizationId), groupId, userId)
  }

  function add(groupId: string, values: readonly MemberValue[]): readonly MemberRow[] {
    return writing.change((tables) =>
      values.flatMap(({ type, value }) => {
        const added = { groupId, value, userId: toUserId(tables, { type, value }) }
        const addedIndex = index++
        if (isThere(tables, added)) return []
        requireFound(
          tables.groups.get(organizationId, groupId),
          'group_members.organization_id, group_members.group_id',
        )
        const row = { ...added, type, addedAt: now, addedRevision: revision, addedIndex }
        tables.members.put(organizationId, memberKey(row), row)
        return [added]
      }),
    )
  }

  function removeOthers(groupId: string, kept: readonly MemberValue[]): readonly MemberRow[] {
    const values = new Set(kept.map(({ value }) => value))
    const users = writing.tables().users.rows(organizationId)
    const named = users.filter(
      ({ externalId, id }) => values.has(id) || (externalId !== null && values.has(externalId)),
    )
    const userIds = new Set<string | null>(named.map(({ id }) => id))
    return remove((row) => row.groupId === groupId && !values.has(row.value) && !userIds.has(row.userId))
  }

  return {
    add: async (groupId, members) => add(groupId, members),
    async remove(groupId, values) {
      const list = new Set<string | null>(values)
      return remove((row) => row.groupId === groupId && (list.has(row.value) || list.has(row.userId)))
    },
    clear: async (groupId) => remove((row) => row.groupId === groupId),
    async replace(groupId, members) {
      return { removed: removeOthers(groupId, members), added: add(groupId, members) }
    },
    resolve: async (externalId, userId) =>
      writing.change((tables) => {
        if (idsOf(tables, externalId).length !== 1) return []
        const rows = tables.members.rows(organizationId)
        const awaited = rows.filter(
          (row) => row.value === externalId && isOpen(row) && !hasUser(rows, row.groupId, userId),
        )
        if (awaited.length > 0) requireFound(tables.users.get(organizationId, userId), 'group_members.user_id')
        for (const row of awaited) tables.members.put(organizationId, memberKey(row), { ...row, userId })
        return awaited.map((row) => toMemberRow({ ...row, userId }))
      }),
    removeUser: async (userId) => remove((row) => row.userId === userId),
    removeGroup: async (groupId) => remove((row) => row.userId === null && row.value === groupId),
    dropUnresolved: async (before) => remove((row) => isUnresolved(row, groups()) && row.addedAt < before),
  }
}

function hasUser(rows: readonly GroupMemberRow[], groupId: string, userId: string): boolean {
  return rows.some((row) => row.groupId === groupId && row.userId === userId)
}
