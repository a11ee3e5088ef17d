import type { ApiKeyRecord, ApiKeyScope } from '@rolecall/core/directory/api-key'
import type { KeyReader, KeyWriter } from '@rolecall/core/store/keys'

import { toBoolean, toJson, toOptionalText, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

/** A key has all columns of its table. */
export const keyColumns = [
  'organization_id',
  'id',
  'kind',
  'display_name',
  'scopes',
  'connection_id',
  'provider',
  'guessed_provider',
  'strict',
  'tolerances_off',
  'hash',
  'created',
  'expires_at',
  'last_used_at',
  'revoked_at',
  'suspended_at',
  'made_by',
] as const satisfies readonly (keyof KeyRow)[]

export type KeyRow = RowOf<'api_keys'>

const names = keyColumns.join(', ')

const select = `SELECT ${names} FROM api_keys WHERE organization_id = ?`
const selectOne = `${select} AND id = ?`

export function createKeyReader(statements: Statements, organizationId: string): KeyReader {
  return {
    async list() {
      return (await statements.all<KeyRow>(`${select} ORDER BY id`, [organizationId])).map(toKey)
    },
    async find(id) {
      const [row] = await statements.all<KeyRow>(selectOne, [organizationId, id])
      return row && toKey(row)
    },
  }
}

export function createKeyWriter(statements: WritingStatements, organizationId: string): KeyWriter {
  return {
    async insert(key) {
      await statements.write(`INSERT INTO api_keys (${names}) VALUES (${keyColumns.map(() => '?').join(', ')})`, [
        organizationId,
        key.id,
        key.kind,
        key.displayName,
        JSON.stringify(key.scopes),
        key.connectionId,
        key.provider,
        key.guessedProvider,
        Number(key.strict),
        JSON.stringify(key.tolerancesOff),
        key.hash,
        key.created,
        key.expiresAt,
        key.lastUsedAt,
        key.revokedAt,
        key.suspendedAt,
        key.madeBy ?? null,
      ])
    },
    async update(key) {
      await statements.write(
        `UPDATE api_keys SET display_name = ?, provider = ?, strict = ?, tolerances_off = ?, hash = ?, expires_at = ?, revoked_at = ?
         WHERE organization_id = ? AND id = ?`,
        [
          key.displayName,
          key.provider,
          Number(key.strict),
          JSON.stringify(key.tolerancesOff),
          key.hash,
          key.expiresAt,
          key.revokedAt,
          organizationId,
          key.id,
        ],
      )
    },
    async dropLinks(now) {
      await statements.write(`DELETE FROM api_keys WHERE organization_id = ? AND kind = 'link' AND expires_at <= ?`, [
        organizationId,
        now,
      ])
    },
  }
}

export function toKey(row: KeyRow): ApiKeyRecord {
  const madeBy = toOptionalText(row, 'made_by')
  return {
    organizationId: toText(row, 'organization_id'),
    id: toText(row, 'id'),
    kind: toText(row, 'kind') as ApiKeyRecord['kind'],
    displayName: toText(row, 'display_name'),
    scopes: toJson(row, 'scopes') as ApiKeyScope[],
    connectionId: toOptionalText(row, 'connection_id'),
    provider: toOptionalText(row, 'provider'),
    guessedProvider: toOptionalText(row, 'guessed_provider'),
    strict: toBoolean(row, 'strict'),
    tolerancesOff: toJson(row, 'tolerances_off') as string[],
    hash: toText(row, 'hash'),
    created: toText(row, 'created'),
    expiresAt: toOptionalText(row, 'expires_at'),
    lastUsedAt: toOptionalText(row, 'last_used_at'),
    revokedAt: toOptionalText(row, 'revoked_at'),
    suspendedAt: toOptionalText(row, 'suspended_at'),
    ...(madeBy === null ? {} : { madeBy }),
  }
}
