import type { SessionStore } from '@rolecall/core/store/sessions'

import { toText } from '../decode.ts'
import { qualify } from '../sql/qualify.ts'
import type { Statements } from '../sql/statements.ts'
import { keyColumns, toKey, type KeyRow } from './keys.ts'
import type { RunWrite } from './organizations.ts'

/** Sessions of the console. A session belongs to a key as it was at sign-in: the same id and the same hash. */
export function createSessionStore(statements: Statements, write: RunWrite): SessionStore {
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
    async insert({ hash, organizationId, keyId, keyHash, created, expiresAt }) {
      await write(async (statementsOfWrite) => {
        await statementsOfWrite.write('DELETE FROM sessions WHERE expires_at <= ?', [created])
        await statementsOfWrite.write(
          `INSERT INTO sessions (organization_id, hash, key_id, key_hash, created, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
          [organizationId, hash, keyId, keyHash, created, expiresAt],
        )
      })
    },
    async delete(hash) {
      await write((writing) => writing.write('DELETE FROM sessions WHERE hash = ?', [hash]))
    },
  }
}
