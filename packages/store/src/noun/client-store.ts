import type { AccessToken, UsedAssertion } from '@rolecall/core/directory/oauth-client'
import type { ClientStore } from '@rolecall/core/store/clients'
import { LRUCache } from 'lru-cache'

import { toOptionalText, toText } from '../decode.ts'
import { qualify } from '../sql/qualify.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import {
  selectClients,
  selectCredentials,
  toClient,
  toCredential,
  type ClientRow,
  type CredentialRow,
} from './clients.ts'
import { keyColumns, toKey, type KeyRow } from './keys.ts'
import type { RunWrite } from './organizations.ts'

/** A refusal is noted at most once in that time for each client, in milliseconds: whoever asks must not make us write. */
const refusalInterval = 10_000

const rememberedClients = 10_000

interface BearerRow extends KeyRow {
  readonly token_expires_at: string
  readonly credential_expires_at: string | null
  readonly credential_revoked_at: string | null
}

/**
 * What a token stands for, in one trip: of its client, its credential and itself. Each row leads to one other by a key, without an
 * organization in common: PostgreSQL would begin with all that an organization has.
 */
const selectBearer = `SELECT ${qualify('k', keyColumns).join(', ')}, t.expires_at AS token_expires_at,
    c.expires_at AS credential_expires_at, c.revoked_at AS credential_revoked_at
  FROM access_tokens t
  JOIN client_credentials c ON c.organization_id = t.organization_id AND c.id = t.credential_id
  JOIN api_keys k ON k.id = t.client_id
  WHERE t.hash = ?`

/** OAuth clients and tokens by what authenticates. */
export function createClientStore(statements: Statements, write: RunWrite): ClientStore {
  const noted = new LRUCache<string, number>({ max: rememberedClients })
  return {
    async find(id) {
      const [row] = await statements.all<ClientRow>(`${selectClients} WHERE c.id = ?`, [id])
      return row && toClient(row)
    },
    async listCredentials(clientId) {
      const rows = await statements.all<CredentialRow>(`${selectCredentials} WHERE client_id = ? ORDER BY id`, [
        clientId,
      ])
      return rows.map(toCredential)
    },
    issue: (token, assertion) =>
      write(async (writing) => {
        if (assertion !== null && !(await useAssertion(writing, token, assertion))) return false
        await insertToken(writing, token)
        return true
      }),
    async findBearer(hash) {
      const [row] = await statements.all<BearerRow>(selectBearer, [hash])
      if (row === undefined) return undefined
      const credential = {
        expiresAt: toOptionalText(row, 'credential_expires_at'),
        revokedAt: toOptionalText(row, 'credential_revoked_at'),
      }
      return { key: toKey(row), credential, expiresAt: toText(row, 'token_expires_at') }
    },
    noteRefusal(clientId, now, reason) {
      const time = Date.parse(now)
      if (time - (noted.get(clientId) ?? 0) < refusalInterval) return
      noted.set(clientId, time)
      write((writing) =>
        writing.write('UPDATE oauth_clients SET refused_at = ?, refusal = ? WHERE id = ?', [now, reason, clientId]),
      ).catch(() => {})
    },
  }
}

/** Whether it is the first time: of two that use an assertion at once, one is. */
async function useAssertion(
  writing: WritingStatements,
  { created, credentialId, organizationId }: AccessToken,
  { expiresAt, hash }: UsedAssertion,
): Promise<boolean> {
  await writing.write('DELETE FROM used_assertions WHERE expires_at <= ?', [created])
  const rows = await writing.write(
    `INSERT INTO used_assertions (organization_id, credential_id, hash, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (organization_id, credential_id, hash) DO NOTHING RETURNING hash`,
    [organizationId, credentialId, hash, expiresAt],
  )
  return rows.length > 0
}

async function insertToken(
  writing: WritingStatements,
  { clientId, created, credentialId, expiresAt, hash, organizationId }: AccessToken,
): Promise<void> {
  await writing.write('DELETE FROM access_tokens WHERE expires_at <= ?', [created])
  await writing.write(
    `INSERT INTO access_tokens (organization_id, hash, client_id, credential_id, created, expires_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [organizationId, hash, clientId, credentialId, created, expiresAt],
  )
  await writing.write('UPDATE client_credentials SET last_used_at = ? WHERE organization_id = ? AND id = ?', [
    created,
    organizationId,
    credentialId,
  ])
}
