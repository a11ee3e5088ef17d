import type { Identity } from '@rolecall/core/directory/sso-connection'
import type { IdentityReader, IdentityWriter } from '@rolecall/core/store/identities'

import { compareBy } from '../compare-by.ts'
import { toText } from '../decode.ts'
import { lastOfEach } from '../sql/last-of-each.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import { overRows } from '../sql/over-rows.ts'
import { textOfDialect } from '../sql/text-of-dialect.ts'
import type { RowOf } from '../tables/row-of.ts'

const inOrder = compareBy('userId', 'connectionId')
type IdentityRow = RowOf<'identities', 'user_id' | 'connection_id' | 'subject'>

const select = 'SELECT user_id, connection_id, subject FROM identities WHERE organization_id = ?'

const selectOfUsers = textOfDialect((dialect) => `${select} AND ${dialect.isIn('user_id')}`)
const selectBySubject = textOfDialect((dialect) => `${select} AND subject = ? AND ${dialect.isIn('connection_id')}`)

const putRows = overRows(
  { user_id: 'text', connection_id: 'text', subject: 'text' },
  (table) => `INSERT INTO identities (organization_id, user_id, connection_id, subject)
    SELECT ?, r.user_id, r.connection_id, r.subject FROM ${table} WHERE true
    ON CONFLICT (organization_id, user_id, connection_id) DO UPDATE SET subject = excluded.subject`,
)

export function createIdentityReader(statements: Statements, organizationId: string): IdentityReader {
  const { dialect } = statements
  return {
    async ofUsers(userIds) {
      const rows = await statements.all<IdentityRow>(selectOfUsers(dialect), [organizationId, dialect.list(userIds)])
      return rows.map(toIdentity).toSorted(inOrder)
    },
    async findBySubject(connectionIds, subject) {
      const rows = await statements.all<IdentityRow>(selectBySubject(dialect), [
        organizationId,
        subject,
        dialect.list(connectionIds),
      ])
      return rows.map(toIdentity).toSorted(inOrder)
    },
  }
}

export function createIdentityWriter(statements: WritingStatements, organizationId: string): IdentityWriter {
  const { dialect } = statements
  return {
    async put(identities) {
      const rows = lastOfEach(identities, toKeyText).map(toRow)
      const { parameters, sql } = putRows(dialect, [organizationId], rows)
      await statements.write(sql, parameters)
    },
    async delete(identities) {
      const source = dialect.fromRows({ user_id: 'text', connection_id: 'text' })
      await statements.write(dialect.deleteByKey('identities', ['user_id', 'connection_id'], source), [
        organizationId,
        dialect.rows(identities.map(({ userId, connectionId }) => ({ user_id: userId, connection_id: connectionId }))),
      ])
    },
  }
}

function toKeyText({ connectionId, userId }: Identity): string {
  return JSON.stringify([userId, connectionId])
}

function toRow({ connectionId, subject, userId }: Identity) {
  return { user_id: userId, connection_id: connectionId, subject }
}

function toIdentity(row: IdentityRow): Identity {
  return { userId: toText(row, 'user_id'), connectionId: toText(row, 'connection_id'), subject: toText(row, 'subject') }
}
