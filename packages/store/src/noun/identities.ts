import type { Identity } from '@rolecall/core/directory/sso-connection'
import type { IdentityReader, IdentityWriter } from '@rolecall/core/store/identities'

import { toText } from '../decode.ts'
import type { Row, Statements, WritingStatements } from '../sql/statements.ts'

const select = 'SELECT user_id, connection_id, subject FROM identities WHERE organization_id = ?'

export function createIdentityReader(statements: Statements, organizationId: string): IdentityReader {
  const { dialect } = statements
  return {
    async ofUsers(userIds) {
      const rows = await statements.all(`${select} AND ${dialect.isIn('user_id')} ORDER BY user_id, connection_id`, [
        organizationId,
        dialect.list(userIds),
      ])
      return rows.map(toIdentity)
    },
    async findBySubject(connectionIds, subject) {
      // Unsorted: SQLite would rather read every identity in that order than look up a few and sort them.
      const rows = await statements.all(`${select} AND subject = ? AND ${dialect.isIn('connection_id')}`, [
        organizationId,
        subject,
        dialect.list(connectionIds),
      ])
      return rows.map(toIdentity).toSorted(byUser)
    },
  }
}

export function createIdentityWriter(statements: WritingStatements, organizationId: string): IdentityWriter {
  return {
    async put(identities) {
      for (const { userId, connectionId, subject } of identities) {
        await statements.write(
          `INSERT INTO identities (organization_id, user_id, connection_id, subject) VALUES (?, ?, ?, ?)
           ON CONFLICT (organization_id, user_id, connection_id) DO UPDATE SET subject = excluded.subject`,
          [organizationId, userId, connectionId, subject],
        )
      }
    },
    async delete(identities) {
      for (const { userId, connectionId } of identities) {
        await statements.write(
          'DELETE FROM identities WHERE organization_id = ? AND user_id = ? AND connection_id = ?',
          [organizationId, userId, connectionId],
        )
      }
    },
  }
}

function byUser(a: Identity, b: Identity): number {
  if (a.userId !== b.userId) return a.userId < b.userId ? -1 : 1
  return a.connectionId < b.connectionId ? -1 : 1
}

function toIdentity(row: Row): Identity {
  return { userId: toText(row, 'user_id'), connectionId: toText(row, 'connection_id'), subject: toText(row, 'subject') }
}
