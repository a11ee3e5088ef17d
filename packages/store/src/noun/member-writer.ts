import type { MemberRow, MemberWriter } from '@rolecall/core/store/members'
import type { MemberValue } from '@rolecall/core/scim/patch/member-changes'

import { toText } from '../decode.ts'
import type { RowsOfTables, WritingStatements } from '../sql/statements.ts'
import { inParts } from '../sql/in-parts.ts'
import { textOfDialect } from '../sql/text-of-dialect.ts'
import type { RowOf } from '../tables/row-of.ts'
import { membersOfStatement, nested, toMemberRows, type ChangedRow } from './member-rows.ts'
import type { OwnMemberships } from './own-memberships.ts'

const returning = 'RETURNING group_id, value, user_id'

/** A part of a group's members. */
const selectPresent = `SELECT group_id, value, user_id FROM group_members
  WHERE organization_id = ? AND group_id = ? AND value > ? ORDER BY value LIMIT ?`

/** The same, with what else each may be named by. */
const selectNames = `SELECT m.group_id, m.value, m.user_id, u.external_id FROM group_members m
  LEFT JOIN users u ON u.organization_id = m.organization_id AND u.id = m.user_id
  WHERE m.organization_id = ? AND m.group_id = ? AND m.value > ? ORDER BY m.value LIMIT ?`

/** A user by the id, or else by an `externalId` that exactly one user has. */
const resolved = `CASE WHEN r.type = 'Group' THEN NULL ELSE COALESCE(
  (SELECT u.id FROM users u WHERE u.organization_id = ? AND u.id = r.value AND u.provisioned = 1),
  (SELECT CASE WHEN COUNT(*) = 1 THEN MIN(e.id) END FROM users e
   WHERE e.organization_id = ? AND e.external_id = r.value AND e.provisioned = 1)) END`

/** Who is not in the group yet; two of them may turn out to be one user. */
const selectNew = textOfDialect(
  (dialect) => `SELECT n.value, n.type, n.position, n.user_id FROM (
      SELECT r.value, r.type, r.position, ${resolved} AS user_id
      FROM ${dialect.fromRows({ value: 'text', type: 'text', position: 'integer' })}) n
    WHERE NOT EXISTS (SELECT 1 FROM group_members m
      WHERE m.organization_id = ? AND m.group_id = ? AND m.value = n.value)
    AND NOT EXISTS (SELECT 1 FROM group_members m
      WHERE m.organization_id = ? AND m.group_id = ? AND m.user_id = n.user_id)
    ORDER BY n.position`,
)

const insertRows = textOfDialect(
  (dialect) => `INSERT INTO group_members
    (organization_id, group_id, value, user_id, type, added_at, added_revision, added_index)
    SELECT ?, ?, r.value, r.user_id, r.type, ?, CAST(? AS bigint), r.position
    FROM ${dialect.fromRows({ value: 'text', type: 'text', position: 'integer', user_id: 'text' })} WHERE true`,
)

const deleteValues = textOfDialect(
  (dialect) => `DELETE FROM group_members WHERE organization_id = ? AND group_id = ? AND ${dialect.isIn('value')}`,
)

const selectNamed = textOfDialect((dialect) =>
  dialect.selectByAny('group_members', 'group_id', ['value', 'user_id'], ['group_id', 'value', 'user_id']),
)

export function createMemberWriter(
  statements: WritingStatements,
  organizationId: string,
  { now, revision }: { readonly now: string; readonly revision: number },
  own: OwnMemberships,
): MemberWriter {
  const { dialect } = statements
  let index = 0

  /** All is of that group, and only one group at a time is changed without being sent. */
  function ofGroup(groupId: string): RowsOfTables {
    return own.members() === undefined ? { group_members: { only: [groupId] } } : {}
  }

  function findNew(groupId: string, members: readonly MemberValue[]): Promise<NewRow[]> {
    const rows = members.map(({ value, type }) => ({ value, type, position: index++ }))
    const place = [organizationId, groupId]
    return statements.all<NewRow>(
      selectNew(dialect),
      [organizationId, organizationId, dialect.rows(rows), ...place, ...place],
      ofGroup(groupId),
    )
  }

  /** All that are new are found before any is written: nothing that is written has to be read then. */
  async function findAllNew(groupId: string, members: readonly MemberValue[]): Promise<readonly NewRow[]> {
    const found: NewRow[] = []
    for await (const part of inParts(members, membersOfStatement))
      for (const row of await findNew(groupId, part)) found.push(row)
    return distinctRows(found)
  }

  async function insertNew(groupId: string, found: readonly NewRow[]): Promise<readonly MemberRow[]> {
    for await (const part of inParts(found, membersOfStatement)) {
      const rows = part.map((row) => ({ ...row, position: Number(row.position) }))
      const parameters = [organizationId, groupId, now, revision, dialect.rows(rows)]
      await statements.write(insertRows(dialect), parameters, [groupId])
    }
    return found.map(({ user_id: userId, value }) => ({ groupId, value, userId }))
  }

  /** Members of a group, a part at a time: all rows of a large one at once would keep everybody else waiting. */
  async function findAll(
    groupId: string,
    select: string,
    isMeant: (member: PresentRow) => boolean = () => true,
  ): Promise<ChangedRow[]> {
    const found: ChangedRow[] = []
    for (let after = ''; ;) {
      const parameters = [organizationId, groupId, after, membersOfStatement]
      const page = await statements.all<PresentRow>(select, parameters, ofGroup(groupId))
      for (const row of page) if (isMeant(row)) found.push(row)
      const last = page.at(-1)
      if (last === undefined || page.length < membersOfStatement) return found
      after = toText(last, 'value')
    }
  }

  /** Who is none of these, by what was sent or by the user it stands for. */
  function findOthers(groupId: string, members: readonly MemberValue[]): Promise<ChangedRow[]> {
    const named = new Set<string | null>(members.map(({ value }) => value))
    return findAll(
      groupId,
      selectNames,
      ({ external_id: externalId, user_id: userId, value }) =>
        !named.has(value) && !named.has(userId) && !named.has(externalId ?? null),
    )
  }

  async function deleteFound(groupId: string, found: readonly ChangedRow[]): Promise<readonly MemberRow[]> {
    for await (const part of inParts(found, membersOfStatement)) {
      const values = dialect.list(part.map((row) => toText(row, 'value')))
      await statements.write(deleteValues(dialect), [organizationId, groupId, values], [groupId])
    }
    return toMemberRows(found)
  }

  /** All that are named are found before any is deleted. */
  async function findNamed(groupId: string, values: readonly string[]): Promise<readonly ChangedRow[]> {
    const found: ChangedRow[] = []
    for await (const part of inParts(values, membersOfStatement)) {
      const parameters = [organizationId, groupId, dialect.list(part)]
      for (const row of await statements.all<ChangedRow>(selectNamed(dialect), parameters, ofGroup(groupId)))
        found.push(row)
    }
    return distinctRows(found)
  }

  /** What is read from now on, and does not see it, is completed by it. */
  function note(groupId: string, removed: readonly ChangedRow[] | 'all', coming: readonly NewRow[]): void {
    if (removed !== 'all' && removed.length + coming.length === 0) return
    const added = coming.map(({ position, type, user_id: userId, value }) => ({
      value,
      userId,
      type,
      revision,
      index: Number(position),
    }))
    own.note({ groupId, added, removed: removed === 'all' ? 'all' : new Set(removed.map(({ value }) => value)) })
  }

  return {
    async add(groupId, members) {
      const coming = await findAllNew(groupId, members)
      note(groupId, [], coming)
      return insertNew(groupId, coming)
    },
    async remove(groupId, values) {
      const found = await findNamed(groupId, values)
      note(groupId, found, [])
      return deleteFound(groupId, found)
    },
    async clear(groupId) {
      const found = await findAll(groupId, selectPresent)
      if (found.length === 0) return []
      note(groupId, 'all', [])
      await statements.write(
        'DELETE FROM group_members WHERE organization_id = ? AND group_id = ?',
        [organizationId, groupId],
        [groupId],
      )
      return toMemberRows(found)
    },
    async replace(groupId, members) {
      // Whoever goes is none of those who come, so that both can be read before either is written.
      const [others, coming] = await Promise.all([findOthers(groupId, members), findAllNew(groupId, members)])
      note(groupId, others, coming)
      const removed = await deleteFound(groupId, others)
      return { removed, added: await insertNew(groupId, coming) }
    },
    async resolve(externalId, userId) {
      return toMemberRows(
        await statements.write<ChangedRow>(
          `UPDATE group_members SET user_id = ?
           WHERE organization_id = ? AND value = ? AND user_id IS NULL AND (type IS NULL OR type = 'User')
           AND (SELECT COUNT(*) FROM users u WHERE u.organization_id = ? AND u.external_id = ? AND u.provisioned = 1) = 1
           AND NOT EXISTS (SELECT 1 FROM group_members d WHERE d.organization_id = group_members.organization_id
             AND d.group_id = group_members.group_id AND d.user_id = ?) ${returning}`,
          [userId, organizationId, externalId, organizationId, externalId, userId],
        ),
      )
    },
    async removeUser(userId) {
      return toMemberRows(
        await statements.write<ChangedRow>(
          `DELETE FROM group_members WHERE organization_id = ? AND user_id = ? ${returning}`,
          [organizationId, userId],
        ),
      )
    },
    async removeGroup(groupId) {
      const found = await statements.all<ChangedRow>(
        'SELECT group_id, value, user_id FROM group_members WHERE organization_id = ? AND value = ? AND user_id IS NULL',
        [organizationId, groupId],
      )
      const left = found.map((row) => toText(row, 'group_id'))
      own.noteNobodies(left)
      await statements.write(
        'DELETE FROM group_members WHERE organization_id = ? AND value = ? AND user_id IS NULL',
        [organizationId, groupId],
        left,
      )
      return toMemberRows(found)
    },
    async dropUnresolved(before) {
      return toMemberRows(
        await statements.write<ChangedRow>(
          `DELETE FROM group_members WHERE organization_id = ? AND user_id IS NULL AND NOT (${nested('group_members')})
           AND added_at < ? ${returning}`,
          [organizationId, before],
        ),
      )
    },
  }
}

/** The first of those with one value, and of those that stand for one user. */
function distinctRows<R extends Pick<ChangedRow, 'value' | 'user_id'>>(rows: readonly R[]): readonly R[] {
  const values = new Set<string>()
  const users = new Set<string>()
  return rows.filter(({ user_id: user, value }) => {
    if (values.has(value) || (user !== null && users.has(user))) return false
    values.add(value)
    if (user !== null) users.add(user)
    return true
  })
}

/** Of a member who stands for nobody there is no user, and of nobody is it asked where it does not count. */
type PresentRow = ChangedRow & { readonly external_id?: string | null }

type NewRow = RowOf<'group_members', 'value' | 'type' | 'user_id'> & { readonly position: number | string }
