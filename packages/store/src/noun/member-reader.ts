import type { GroupMemberView } from '@rolecall/core/directory/group-view'
import type { GroupMember, Membership } from '@rolecall/core/directory/member'
import type { BindingState } from '@rolecall/core/store/bindings'
import type { DecidingMembership, MemberReader } from '@rolecall/core/store/members'

import { toNumber, toOptionalText, toText } from '../decode.ts'
import type { MemberTexts } from '../member-texts.ts'
import { inParts } from '../sql/in-parts.ts'
import { runQuery } from '../sql/run-query.ts'
import type { Statements } from '../sql/statements.ts'
import { textOfDialect } from '../sql/text-of-dialect.ts'
import { readStateMark } from '../state-mark.ts'
import type { RowOf } from '../tables/row-of.ts'
import { membersOfStatement, nested, toMemberRows, unresolved, type ChangedRow } from './member-rows.ts'
import { createBindingReader } from './bindings.ts'
import { completeDeciding } from './complete-members.ts'
import type { AddedMember, OwnMembers, OwnMemberships } from './own-memberships.ts'
import { selectDeciding } from './select-deciding.ts'
import { shownDisplay } from './user-row.ts'
import { writeMembers } from './write-members.ts'

const selectGroupsOf = textOfDialect(
  (dialect) => `SELECT m.user_id, m.group_id, g.display_name FROM group_members m
    JOIN groups g ON g.organization_id = m.organization_id AND g.id = m.group_id
    WHERE m.organization_id = ? AND ${dialect.isIn('m.user_id')} ORDER BY m.user_id, m.group_id`,
)

const selectUnresolved = textOfDialect(
  (dialect) => `SELECT group_id, value, user_id FROM group_members
    WHERE organization_id = ? AND user_id IS NULL AND ${dialect.isIn('value')} ORDER BY value, group_id`,
)

/** `texts` is for reads that all see one state of the database; `own` is what a transaction has written. */
export function createMemberReader(
  statements: Statements,
  organizationId: string,
  texts?: MemberTexts,
  own?: OwnMemberships,
): MemberReader {
  const { dialect } = statements
  let mark: Promise<string> | undefined

  async function listFew(groupIds: readonly string[]): Promise<Map<string, GroupMember[]> | null> {
    const rows = await statements.all<ListedRow>(
      `${selectListed} AND ${dialect.isIn('m.group_id')} ORDER BY m.group_id, m.value LIMIT ?`,
      [organizationId, dialect.list(groupIds), few],
    )
    return rows.length < few ? toLists(rows) : null
  }

  function listPlaced(groupId: string, after: string, limit: number): Promise<ListedRow[]> {
    return statements.all<ListedRow>(
      `${selectListed} AND m.group_id = ? AND m.value > ? ORDER BY m.value LIMIT ?`,
      [organizationId, groupId, after, limit],
      { group_members: { only: [groupId], known: own?.knownGroups() ?? nothing } },
    )
  }

  /** Of a large group, a part at a time. */
  async function listPlacedAll(groupId: string): Promise<PlacedMember[]> {
    const placed: PlacedMember[] = []
    for (let after = ''; ;) {
      const page = await listPlaced(groupId, after, membersOfStatement)
      for (const row of page) placed.push(toPlaced(row))
      const last = page.at(-1)
      if (last === undefined || page.length < membersOfStatement) return placed
      after = toText(last, 'value')
    }
  }

  /** The members of a group that the transaction has changed, without sending that. */
  async function listChanged({ added, groupId, removed }: OwnMembers): Promise<GroupMember[]> {
    const stored = removed === 'all' ? [] : await listPlacedAll(groupId)
    const members = new Map(stored.map((placed) => [placed.member.value, placed]))
    if (removed !== 'all') for (const value of removed) members.delete(value)
    const displays = await readDisplays(added.flatMap(({ userId }) => userId ?? []))
    for (const member of added) members.set(member.value, toPlacedAdded(member, displays))
    return inOrder([...members.values()])
  }

  async function readDisplays(userIds: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
    const displays = new Map<string, string | null>()
    for await (const part of inParts(userIds, membersOfStatement)) {
      const rows = await statements.all<DisplayRow>(selectDisplays(dialect), [organizationId, dialect.list(part)])
      for (const row of rows) displays.set(toText(row, 'id'), toOptionalText(row, 'display'))
    }
    return displays
  }

  return {
    async list(groupIds) {
      const changed = own?.members()
      if (changed !== undefined && groupIds.length === 1 && groupIds[0] === changed.groupId) {
        const members = await listChanged(changed)
        return new Map(members.length > 0 ? [[changed.groupId, members]] : [])
      }
      const short = await listFew(groupIds)
      if (short !== null) return short
      const lists = new Map<string, GroupMember[]>()
      for (const groupId of groupIds) {
        const members = inOrder(await listPlacedAll(groupId))
        if (members.length > 0) lists.set(groupId, members)
      }
      return lists
    },
    listFew,
    async listAfter(groupId, { after, limit }) {
      const page = await listPlaced(groupId, after ?? '', limit)
      const isWhole = after === null && page.length < limit
      return isWhole ? inOrder(page.map(toPlaced)) : page.map(toGroupMember)
    },
    async writeAfter(groupId, page, shape) {
      const write = () => {
        const { after, limit } = page
        return writeMembers(statements, { organizationId, groupId, after: after ?? '', limit, ...shape })
      }
      if (texts === undefined) return write()
      mark ??= readStateMark(statements, organizationId)
      const part = { organizationId, mark: await mark, groupId, page, shape }
      const known = texts.find(part)
      if (known !== undefined) return known
      const written = await write()
      texts.keep(part, written)
      return written
    },
    async listGroupsOf(userIds) {
      const rows = await statements.all<MembershipRow>(selectGroupsOf(dialect), [organizationId, dialect.list(userIds)])
      return groupBy(rows, (row) => toText(row, 'user_id'), toMembership)
    },
    async listDeciding(userIds, scope) {
      const { parameters, sql } = selectDeciding(dialect, { organizationId, userIds, scope })
      const changed = own?.members()
      if (changed === undefined) return (await statements.all<DecidingRow>(sql, parameters)).map(toDecidingMembership)
      const { groupId, removed } = changed
      const [rows, bindings] = await Promise.all([
        statements.all<DecidingRow>(sql, parameters, {
          group_members: { known: own?.knownGroups() ?? nothing },
          bindings: { known: removed === 'all' ? new Set([groupId]) : nothing },
        }),
        changed.added.length === 0 ? [] : createBindingReader(statements, organizationId, own).ofGroup(groupId),
      ])
      return completeDeciding(rows.map(toDecidingMembership), changed, { userIds, scope, bindings })
    },
    async findAddition(groupId, userId) {
      const [row] = await statements.all<RowOf<'group_members', 'value' | 'added_at' | 'added_revision'>>(
        `SELECT value, added_at, added_revision FROM group_members
         WHERE organization_id = ? AND group_id = ? AND user_id = ?`,
        [organizationId, groupId, userId],
      )
      return (
        row && {
          value: toText(row, 'value'),
          addedAt: toText(row, 'added_at'),
          revision: toNumber(row, 'added_revision'),
        }
      )
    },
    async findUnresolved(values) {
      const rows = await statements.all<ChangedRow>(selectUnresolved(dialect), [organizationId, dialect.list(values)])
      return toMemberRows(rows)
    },
    async listUserIds(groupIds) {
      const rows = await statements.all(
        `SELECT DISTINCT user_id FROM group_members
         WHERE organization_id = ? AND ${dialect.isIn('group_id')} AND user_id IS NOT NULL ORDER BY user_id`,
        [organizationId, dialect.list(groupIds)],
      )
      return rows.map((row) => toText(row, 'user_id'))
    },
    async count(groupIds) {
      const rows = await statements.all(
        `SELECT group_id, COUNT(*) AS members, COALESCE(SUM(CASE WHEN ${unresolved('m')} THEN 1 ELSE 0 END), 0) AS unresolved,
           COALESCE(SUM(CASE WHEN ${nested('m')} THEN 1 ELSE 0 END), 0) AS nested
         FROM group_members m WHERE organization_id = ? AND ${dialect.isIn('group_id')} GROUP BY group_id`,
        [organizationId, dialect.list(groupIds)],
      )
      return new Map(
        rows.map((row) => [
          toText(row, 'group_id'),
          {
            members: toNumber(row, 'members'),
            unresolved: toNumber(row, 'unresolved'),
            nested: toNumber(row, 'nested'),
          },
        ]),
      )
    },
    async page(groupId, { after, limit, unresolved: onlyUnresolved }) {
      const page = dialect
        .builder('group_members as m')
        .leftJoin('users as u', (join) =>
          join.on('u.organization_id', '=', 'm.organization_id').andOn('u.id', '=', 'm.user_id'),
        )
        .select<MemberViewRow[]>('m.value', 'm.type', 'm.user_id', 'u.user_name', 'u.display')
        .where({ 'm.organization_id': organizationId, 'm.group_id': groupId })
        .where('m.value', '>', after ?? '')
        .modify((members) => {
          if (onlyUnresolved) void members.whereRaw(unresolved('m'))
        })
        .orderBy('m.value')
        .limit(limit)
      return (await runQuery(statements, page)).map(toMemberView)
    },
    async countNobodies() {
      const [row] = await statements.all(
        `SELECT COUNT(*) AS total, COALESCE(SUM(CASE WHEN ${nested('m')} THEN 1 ELSE 0 END), 0) AS nested
         FROM group_members m WHERE organization_id = ? AND user_id IS NULL`,
        [organizationId],
      )
      const groups = toNumber(row ?? {}, 'nested')
      return { unresolved: toNumber(row ?? {}, 'total') - groups, nested: groups }
    },
  }
}

function toDecidingMembership(row: DecidingRow): DecidingMembership {
  return {
    userId: toText(row, 'user_id'),
    groupId: toText(row, 'group_id'),
    value: toText(row, 'value'),
    type: toOptionalText(row, 'type'),
    nameKey: toOptionalText(row, 'name_key'),
    state: toOptionalText(row, 'state') as BindingState | null,
  }
}

/** With so many members groups are no longer shown at once. */
const few = 1_000

function toGroupMember(row: Omit<MemberViewRow, 'user_name'>): GroupMember {
  const type = toOptionalText(row, 'type')
  return {
    value: toText(row, 'value'),
    userId: toOptionalText(row, 'user_id'),
    type: type === 'User' || type === 'Group' ? type : null,
    display: toOptionalText(row, 'display'),
  }
}

type ListedRow = RowOf<
  'group_members',
  'group_id' | 'value' | 'user_id' | 'type' | 'added_revision' | 'added_index'
> & { readonly display: string | null }

const selectListed = `SELECT m.group_id, m.value, m.user_id, m.type, m.added_revision, m.added_index,
    ${shownDisplay('u.display')} AS display FROM group_members m
  LEFT JOIN users u ON u.organization_id = m.organization_id AND u.id = m.user_id WHERE m.organization_id = ?`

const nothing: ReadonlySet<string> = new Set()

/** What members are called who are users. */
const selectDisplays = textOfDialect(
  (dialect) =>
    `SELECT u.id, ${shownDisplay('u.display')} AS display FROM users u WHERE u.organization_id = ? AND ${dialect.isIn('u.id')}`,
)

type DisplayRow = RowOf<'users', 'id'> & { readonly display: string | null }

/** A member with its place in its group: members are shown in the order of their addition. */
interface PlacedMember {
  readonly member: GroupMember
  readonly revision: number
  readonly index: number
}

function toPlaced(row: ListedRow): PlacedMember {
  return {
    member: toGroupMember(row),
    revision: toNumber(row, 'added_revision'),
    index: toNumber(row, 'added_index'),
  }
}

function toPlacedAdded(
  { index, revision, type, userId, value }: AddedMember,
  displays: ReadonlyMap<string, string | null>,
): PlacedMember {
  const display = userId === null ? null : (displays.get(userId) ?? null)
  const member = { value, userId, type: type === 'User' || type === 'Group' ? type : null, display } as const
  return { member, revision, index }
}

/** What was added at one place stays in the order in which it was read. */
function inOrder(placed: PlacedMember[]): GroupMember[] {
  return placed
    .sort((one, other) => one.revision - other.revision || one.index - other.index)
    .map(({ member }) => member)
}

function toLists(rows: readonly ListedRow[]): Map<string, GroupMember[]> {
  const placed = groupBy(rows, (row) => toText(row, 'group_id'), toPlaced)
  return new Map([...placed].map(([groupId, members]) => [groupId, inOrder(members)]))
}

/** Found by the user that they stand for. */
type MembershipRow = RowOf<'groups', 'display_name'> & { readonly user_id: string; readonly group_id: string }

/** With the binding of its group, where there is one. */
type DecidingRow = RowOf<'group_members', 'group_id' | 'value' | 'type'> & {
  readonly user_id: string
  readonly name_key: string | null
  readonly state: string | null
}

/** Of a member who stands for nobody there is no user. */
type MemberViewRow = RowOf<'group_members', 'value' | 'type' | 'user_id'> & {
  readonly [Name in 'user_name' | 'display']: string | null
}

function toMemberView(row: MemberViewRow): GroupMemberView {
  const { value, userId, type, display } = toGroupMember(row)
  const emailAddress = toOptionalText(row, 'user_name')
  return { value, type, userId, emailAddress, displayName: display, resolved: userId !== null }
}

function toMembership(row: MembershipRow): Membership {
  return { userId: toText(row, 'user_id'), groupId: toText(row, 'group_id'), displayName: toText(row, 'display_name') }
}

function groupBy<R, T>(rows: readonly R[], keyOf: (row: R) => string, decode: (row: R) => T): Map<string, T[]> {
  const lists = new Map<string, T[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const list = lists.get(key)
    if (list === undefined) lists.set(key, [decode(row)])
    else list.push(decode(row))
  }
  return lists
}
