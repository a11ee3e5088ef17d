import type { AccessToken, UsedAssertion } from '@rolecall/core/directory/oauth-client'
import type { ClientStore } from '@rolecall/core/store/clients'
import { LRUCache } from 'lru-cache'

import type { Statements, WritingStatements } from '../sql/statements.ts'
import {
  selectBearer,
  selectClients,
  selectCredentials,
  toBearer,
  toClient,
  toCredential,
  type BearerRow,
  type ClientRow,
  type CredentialRow,
} from './clients.ts'
import type { RunWrite } from './organizations.ts'

/** A refusal is noted at most once in that time for each client, in milliseconds: whoever asks must not make us write. */
const refusalInterval = 10_000

const rememberedClients = 10_000

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
      return row && toBearer(row)
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
