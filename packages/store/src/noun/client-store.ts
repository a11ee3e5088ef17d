import type { AccessToken, UsedAssertion } from '@rolecall/core/directory/oauth-client'
import type { ClientStore } from '@rolecall/core/store/clients'

import { createCache } from '../create-cache.ts'
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

/** The use of a credential is noted, and what has ended is dropped, at most once in that time, in milliseconds. */
const noteInterval = 60_000

const rememberedCredentials = 10_000

/** OAuth clients and tokens by what authenticates. */
export function createClientStore(statements: Statements, write: RunWrite): ClientStore {
  const noted = createCache<number>(rememberedClients)
  const used = createCache<number>(rememberedCredentials)
  let dropped = 0

  /** Beside the request: whoever gets a token does not wait for it, and what could not be dropped is dropped in a minute. */
  function dropBeside(now: string): void {
    if (isRecent(dropped, now)) return
    dropped = Date.parse(now)
    write((writing) => dropEnded(writing, now), { mayBeLost: true }).catch(() => {})
  }

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
    async issue(token, assertion) {
      const { created, credentialId } = token
      const isNoted = isRecent(used.get(credentialId) ?? 0, created)
      const issue = async (writing: WritingStatements): Promise<boolean> => {
        if (assertion !== null && !(await useAssertion(writing, token, assertion))) return false
        await insertToken(writing, token)
        if (!isNoted) await noteUse(writing, token)
        return true
      }
      // A token that is lost is asked for again; an assertion that was used must stay so.
      const isIssued = await write(issue, { mayBeLost: assertion === null })
      if (isIssued && !isNoted) used.set(credentialId, Date.parse(created))
      dropBeside(created)
      return isIssued
    },
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

/** Also after a clock that was ahead. */
function isRecent(instant: number, now: string): boolean {
  return Math.abs(Date.parse(now) - instant) < noteInterval
}

/** Whether it is the first time: of two that use an assertion at once, one is. */
async function useAssertion(
  writing: WritingStatements,
  { created, credentialId, organizationId }: AccessToken,
  { expiresAt, hash }: UsedAssertion,
): Promise<boolean> {
  const rows = await writing.write(
    `INSERT INTO used_assertions (organization_id, credential_id, hash, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (organization_id, credential_id, hash) DO UPDATE SET expires_at = excluded.expires_at
       WHERE used_assertions.expires_at <= ? RETURNING hash`,
    [organizationId, credentialId, hash, expiresAt, created],
  )
  return rows.length > 0
}

async function insertToken(
  writing: WritingStatements,
  { clientId, created, credentialId, expiresAt, hash, organizationId }: AccessToken,
): Promise<void> {
  await writing.write(
    `INSERT INTO access_tokens (organization_id, hash, client_id, credential_id, created, expires_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [organizationId, hash, clientId, credentialId, created, expiresAt],
  )
}

async function noteUse(
  writing: WritingStatements,
  { created, credentialId, organizationId }: AccessToken,
): Promise<void> {
  await writing.write('UPDATE client_credentials SET last_used_at = ? WHERE organization_id = ? AND id = ?', [
    created,
    organizationId,
    credentialId,
  ])
}

async function dropEnded(writing: WritingStatements, now: string): Promise<void> {
  await writing.write('DELETE FROM access_tokens WHERE expires_at <= ?', [now])
  await writing.write('DELETE FROM used_assertions WHERE expires_at <= ?', [now])
}
