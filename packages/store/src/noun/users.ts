import type { UserRecord } from '@rolecall/core/directory/member'
import type { UserReader, UserSearch, UserWriter } from '@rolecall/core/store/users'
import { toKeys, type Keys } from '@rolecall/core/scim/resource/to-keys'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { deepEqual } from '@rolecall/core/scim/deep-equal'

import { toNumber, toText } from '../decode.ts'
import { userSource } from '../filter/user-source.ts'
import type { ListMemory } from '../list-memory.ts'
import { queryResources } from '../resource-query.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import { qualify } from '../sql/qualify.ts'
import { runQuery } from '../sql/run-query.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import { seekResources } from '../seek-resources.ts'
import { overRows } from '../sql/over-rows.ts'
import type { RowOf } from '../tables/row-of.ts'
import { dropAccounts } from './drop-accounts.ts'
import { createUniqueValues } from './unique-values.ts'
import { shownUserColumns, toEmailRows, toUser, toUserParameters, userColumns, type ShownUserRow } from './user-row.ts'

const select = `SELECT ${qualify('r', shownUserColumns).join(', ')} FROM users r WHERE r.organization_id = ?`

const selectById = `${select} AND r.id = ?`
const selectByUserName = `${select} AND r.user_name_key = ?`

/** The first and the last of an index: however many have an externalId, two are read. */
const selectConflicts = `${select} AND r.id IN (
    SELECT id FROM users WHERE organization_id = ? AND user_name_key = ?
    UNION SELECT MIN(id) FROM users WHERE organization_id = ? AND external_id = ?
    UNION SELECT MAX(id) FROM users WHERE organization_id = ? AND external_id = ?) ORDER BY r.id`

export function createUserReader(statements: Statements, organizationId: string, lists?: ListMemory): UserReader {
  const { dialect } = statements
  return {
    async find(id) {
      const [row] = await statements.all<ShownUserRow>(selectById, [organizationId, id])
      return row && toUser(row)
    },
    async findMany(ids) {
      if (ids.length === 0) return []
      const rows = await statements.all<ShownUserRow>(`${select} AND ${dialect.isIn('r.id')} ORDER BY r.id`, [
        organizationId,
        dialect.list(ids),
      ])
      return rows.map(toUser)
    },
    async findByUserName(userNameKey) {
      const [row] = await statements.all<ShownUserRow>(selectByUserName, [organizationId, userNameKey])
      return row && toUser(row)
    },
    async findByExternalId(externalId, limit) {
      const rows = await statements.all<ShownUserRow>(
        `${select} AND r.external_id = ? ORDER BY r.id${limit === undefined ? '' : ' LIMIT ?'}`,
        [organizationId, externalId, ...(limit === undefined ? [] : [limit])],
      )
      return rows.map(toUser)
    },
    async findConflicts(userNameKey, externalId) {
      const mine = organizationId
      const values = [mine, mine, userNameKey, mine, externalId, mine, externalId]
      const rows = await statements.all<ShownUserRow>(selectConflicts, values)
      return rows.map(toUser)
    },
    findAccount: (emailKey) => findAccount(statements, emailKey),
    async query(query) {
      const { total, rows } = await queryResources(statements, userSource, organizationId, query, lists)
      return { total, records: rows.map(toUser) }
    },
    async seek(query) {
      const found = await seekResources(statements, userSource, organizationId, query)
      return found.map(({ place, row }) => ({ place, record: toUser(row) }))
    },
    async countMatching(filter) {
      const query = { filter, sort: null, startIndex: 1, count: 0 }
      return (await queryResources(statements, userSource, organizationId, query, lists)).total
    },
    async list({ after, limit }) {
      const rows = await statements.all<ShownUserRow>(`${select} AND r.id > ? ORDER BY r.id LIMIT ?`, [
        organizationId,
        after ?? '',
        limit,
      ])
      return rows.map(toUser)
    },
    async search(query) {
      return (await runQuery(statements, searchUsers(dialect, organizationId, query))).map(toUser)
    },
    async newest(limit) {
      const rows = await statements.all<ShownUserRow>(`${select} AND r.provisioned = 1 ORDER BY r.id DESC LIMIT ?`, [
        organizationId,
        limit,
      ])
      return rows.map(toUser)
    },
    async total() {
      const [row] = await statements.all('SELECT COUNT(*) AS total FROM users WHERE organization_id = ?', [
        organizationId,
      ])
      return toNumber(row ?? {}, 'total')
    },
    async count() {
      const [row] = await statements.all(
        'SELECT COUNT(*) AS members, COALESCE(SUM(1 - active), 0) AS inactive FROM users WHERE organization_id = ?',
        [organizationId],
      )
      return { members: toNumber(row ?? {}, 'members'), inactive: toNumber(row ?? {}, 'inactive') }
    },
  }
}

async function findAccount(statements: Statements, emailKey: string): Promise<string | undefined> {
  const [row] = await statements.all<RowOf<'accounts', 'id'>>('SELECT id FROM accounts WHERE email_key = ?', [emailKey])
  return row && toText(row, 'id')
}

/** One pass over the names: no index finds a text within another. */
function searchUsers(dialect: SqlDialect, organizationId: string, { active, after, limit, scope, search }: UserSearch) {
  const { builder } = dialect
  return builder('users')
    .select(...shownUserColumns)
    .where('organization_id', organizationId)
    .where('user_name_key', '>', after ?? '')
    .modify((users) => {
      if (search !== null) {
        void users.whereRaw(`(${dialect.contains('user_name_key')} OR ${dialect.contains('display_key')})`, [
          search,
          search,
        ])
      }
      if (active !== null) void users.where('active', Number(active))
      if (scope === null) return
      // Nothing in it is of the user, so that it is read once and not for each of them.
      void users.whereIn('id', builder('grants').select('user_id').where({ organization_id: organizationId, scope }))
    })
    .orderBy('user_name_key')
    .limit(limit)
}

const insertUser = `INSERT INTO users (organization_id, ${userColumns.join(', ')})
  VALUES (?, ${userColumns.map(() => '?').join(', ')})`

const insertEmailRows = overRows(
  { position: 'integer', type_key: 'text', value_key: 'text' },
  (table) => `INSERT INTO user_emails (organization_id, user_id, position, type_key, value_key)
    SELECT ?, ?, r.position, r.type_key, r.value_key FROM ${table}`,
)

/** All but the id and the account, which hardly ever changes and is in an index. */
const updateUser = `UPDATE users SET ${userColumns
  .slice(2)
  .map((column) => `${column} = ?`)
  .join(', ')} WHERE organization_id = ? AND id = ?`

export function createUserWriter(
  statements: WritingStatements,
  organizationId: string,
  type: ResourceType,
): UserWriter {
  const { dialect } = statements
  const unique = createUniqueValues(statements, organizationId, type)

  async function insertEmails(user: UserRecord, keys: Keys): Promise<void> {
    const rows = toEmailRows(keys)
    if (rows.length === 0) return
    const { parameters, sql } = insertEmailRows(dialect, [organizationId, user.id], rows)
    await statements.write(sql, parameters)
  }

  async function moveAccount({ accountId, id }: UserRecord, before: UserRecord): Promise<void> {
    const sql = 'UPDATE users SET account_id = ? WHERE organization_id = ? AND id = ?'
    await statements.write(sql, [accountId, organizationId, id])
    await dropAccounts(statements, [before.accountId])
  }

  return {
    async accountFor(emailKey, newId) {
      const known = await findAccount(statements, emailKey)
      if (known !== undefined) return known
      // Where another organization makes it meanwhile, there is no account of the new id: the transaction is run again.
      await statements.write('INSERT INTO accounts (id, email_key) VALUES (?, ?) ON CONFLICT (email_key) DO NOTHING', [
        newId,
        emailKey,
      ])
      return newId
    },
    async insert(user) {
      const keys = toKeys(type, user.data)
      await statements.write(insertUser, [organizationId, ...toUserParameters(user, keys)])
      await insertEmails(user, keys)
      await unique.claim(user.id, user.data, true)
    },
    async update(user, before) {
      const keys = toKeys(type, user.data)
      await statements.write(updateUser, [...toUserParameters(user, keys).slice(2), organizationId, user.id])
      await unique.claim(user.id, user.data, false)
      if (user.accountId !== before.accountId) await moveAccount(user, before)
      if (deepEqual(user.data['emails'] ?? null, before.data['emails'] ?? null)) return
      await statements.write('DELETE FROM user_emails WHERE organization_id = ? AND user_id = ?', [
        organizationId,
        user.id,
      ])
      await insertEmails(user, keys)
    },
    async setEmailValidated(changes) {
      for (const validated of [false, true]) {
        const ids = changes.filter((change) => change.validated === validated).map(({ userId }) => userId)
        if (ids.length === 0) continue
        await statements.write(
          `UPDATE users SET email_validated = ? WHERE organization_id = ? AND ${dialect.isIn('id')}`,
          [Number(validated), organizationId, dialect.list(ids)],
        )
      }
    },
    async delete({ accountId, id }) {
      await unique.release(id)
      await statements.write('DELETE FROM users WHERE organization_id = ? AND id = ?', [organizationId, id])
      await dropAccounts(statements, [accountId])
    },
  }
}
