import type { ClientCredential, ClientTrust, OauthClient, TokenBearer } from '@rolecall/core/directory/oauth-client'
import type { ClientReader, ClientWriter } from '@rolecall/core/store/clients'

import { toNumber, toOptionalJson, toOptionalText, toText } from '../decode.ts'
import { qualify } from '../sql/qualify.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { keyColumns, toKey, type KeyRow } from './keys.ts'

export type ClientRow = KeyRow & RowOf<'oauth_clients', 'token_lifetime' | 'refused_at' | 'refusal'>
export type CredentialRow = RowOf<'client_credentials'>

/** A client with the key that it acts as. */
export const selectClients = `SELECT ${qualify('k', keyColumns).join(', ')}, c.token_lifetime, c.refused_at, c.refusal
  FROM oauth_clients c JOIN api_keys k ON k.organization_id = c.organization_id AND k.id = c.id`

const columns = [
  'organization_id',
  'id',
  'client_id',
  'name',
  'hash',
  'trust',
  'created',
  'expires_at',
  'last_used_at',
  'revoked_at',
] as const satisfies readonly (keyof CredentialRow)[]

export const selectCredentials = `SELECT ${columns.join(', ')} FROM client_credentials`

export interface BearerRow extends KeyRow {
  readonly token_expires_at: string
  readonly credential_expires_at: string | null
  readonly credential_revoked_at: string | null
}

/**
 * What a token stands for, in one trip: of its client, its credential and itself. Each row leads to one other by a key, without an
 * organization in common: PostgreSQL would begin with all that an organization has.
 */
export const selectBearer = `SELECT ${qualify('k', keyColumns).join(', ')}, t.expires_at AS token_expires_at,
    c.expires_at AS credential_expires_at, c.revoked_at AS credential_revoked_at
  FROM access_tokens t
  JOIN client_credentials c ON c.organization_id = t.organization_id AND c.id = t.credential_id
  JOIN api_keys k ON k.id = t.client_id
  WHERE t.hash = ?`

export function createClientReader(statements: Statements, organizationId: string): ClientReader {
  return {
    async list() {
      const rows = await statements.all<ClientRow>(`${selectClients} WHERE c.organization_id = ? ORDER BY c.id`, [
        organizationId,
      ])
      return rows.map(toClient)
    },
    async find(id) {
      const [row] = await statements.all<ClientRow>(`${selectClients} WHERE c.organization_id = ? AND c.id = ?`, [
        organizationId,
        id,
      ])
      return row && toClient(row)
    },
    async findBearer(hash) {
      const [row] = await statements.all<BearerRow>(`${selectBearer} AND k.organization_id = ?`, [hash, organizationId])
      return row && toBearer(row)
    },
    async listCredentials() {
      const rows = await statements.all<CredentialRow>(`${selectCredentials} WHERE organization_id = ? ORDER BY id`, [
        organizationId,
      ])
      return rows.map(toCredential)
    },
  }
}

export function createClientWriter(statements: WritingStatements, organizationId: string): ClientWriter {
  return {
    async insert({ key, tokenLifetime, lastRefusal }) {
      await statements.write(
        'INSERT INTO oauth_clients (organization_id, id, token_lifetime, refused_at, refusal) VALUES (?, ?, ?, ?, ?)',
        [organizationId, key.id, tokenLifetime, lastRefusal?.at ?? null, lastRefusal?.reason ?? null],
      )
    },
    async delete(id) {
      // What belongs to the client goes with its key.
      const sql = "DELETE FROM api_keys WHERE organization_id = ? AND id = ? AND kind = 'client'"
      await statements.write(sql, [organizationId, id])
    },
    async setTokenLifetime(id, seconds) {
      await statements.write('UPDATE oauth_clients SET token_lifetime = ? WHERE organization_id = ? AND id = ?', [
        seconds,
        organizationId,
        id,
      ])
    },
    async insertCredential(credential) {
      await statements.write(
        `INSERT INTO client_credentials (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        [
          organizationId,
          credential.id,
          credential.clientId,
          credential.name,
          credential.hash,
          credential.trust === null ? null : JSON.stringify(credential.trust),
          credential.created,
          credential.expiresAt,
          credential.lastUsedAt,
          credential.revokedAt,
        ],
      )
    },
    async revokeCredential(id, now) {
      await statements.write('UPDATE client_credentials SET revoked_at = ? WHERE organization_id = ? AND id = ?', [
        now,
        organizationId,
        id,
      ])
    },
  }
}

export function toClient(row: ClientRow): OauthClient {
  const at = toOptionalText(row, 'refused_at')
  return {
    key: toKey(row),
    tokenLifetime: toNumber(row, 'token_lifetime'),
    lastRefusal: at === null ? null : { at, reason: toOptionalText(row, 'refusal') ?? '' },
  }
}

export function toCredential(row: CredentialRow): ClientCredential {
  return {
    id: toText(row, 'id'),
    clientId: toText(row, 'client_id'),
    name: toText(row, 'name'),
    hash: toOptionalText(row, 'hash'),
    trust: toOptionalJson(row, 'trust') as ClientTrust | null,
    created: toText(row, 'created'),
    expiresAt: toOptionalText(row, 'expires_at'),
    lastUsedAt: toOptionalText(row, 'last_used_at'),
    revokedAt: toOptionalText(row, 'revoked_at'),
  }
}

export function toBearer(row: BearerRow): TokenBearer {
  const credential = {
    expiresAt: toOptionalText(row, 'credential_expires_at'),
    revokedAt: toOptionalText(row, 'credential_revoked_at'),
  }
  return { key: toKey(row), credential, expiresAt: toText(row, 'token_expires_at') }
}
