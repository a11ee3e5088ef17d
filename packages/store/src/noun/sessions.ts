import type { SessionStore, SessionWriter } from '@rolecall/core/store/sessions'

import { toText } from '../decode.ts'
import { qualify } from '../sql/qualify.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import { keyColumns, toKey, type KeyRow } from './keys.ts'

/** Sessions of the console. A session belongs to a key as it was at sign-in: the same id and the same hash. */
export function createSessionStore(statements: Statements): SessionStore {
  const columns = qualify('k', keyColumns).join(', ')
  return {
    async find(hash, now) {
      const [row] = await statements.all<KeyRow & { readonly session_expires_at: string }>(
        `SELECT ${columns}, s.expires_at AS session_expires_at FROM sessions s
         JOIN api_keys k ON k.organization_id = s.organization_id AND k.id = s.key_id AND k.hash = s.key_hash
         WHERE s.hash = ? AND s.expires_at > ?`,
        [hash, now],
      )
      return row && { key: toKey(row), expiresAt: toText(row, 'session_expires_at') }
    },
  }
}

export function createSessionWriter(statements: WritingStatements, organizationId: string): SessionWriter {
  return {
    async insert({ hash, keyId, keyHash, created, expiresAt }) {
      await statements.write('DELETE FROM sessions WHERE organization_id = ? AND expires_at <= ?', [
        organizationId,
        created,
      ])
      await statements.write(
        `INSERT INTO sessions (organization_id, hash, key_id, key_hash, created, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
        [organizationId, hash, keyId, keyHash, created, expiresAt],
      )
    },
    async delete(hash) {
      const ended = await statements.write(
        'DELETE FROM sessions WHERE organization_id = ? AND hash = ? RETURNING hash',
        [organizationId, hash],
      )
      return ended.length > 0
    },
  }
}
