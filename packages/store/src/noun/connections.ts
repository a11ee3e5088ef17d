import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import type { ConnectionReader, ConnectionStore, ConnectionWriter } from '@rolecall/core/store/connections'

import { toBoolean, toOptionalText, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

const columns = [
  'id',
  'name',
  'issuer',
  'audience',
  'jwks_uri',
  'claim',
  'console',
  'sealed_secret',
  'created',
] as const
const names = columns.join(', ')

type ConnectionRow = RowOf<'sso_connections', (typeof columns)[number]>
type FoundRow = ConnectionRow & RowOf<'sso_connections', 'organization_id'>

export function createConnectionStore(statements: Statements): ConnectionStore {
  return {
    async find(id) {
      const select = `SELECT organization_id, ${names} FROM sso_connections WHERE id = ?`
      const [row] = await statements.all<FoundRow>(select, [id])
      return row && { organizationId: toText(row, 'organization_id'), connection: toConnection(row) }
    },
  }
}

export function createConnectionReader(statements: Statements, organizationId: string): ConnectionReader {
  const select = `SELECT ${names} FROM sso_connections WHERE organization_id = ?`
  return {
    async list() {
      return (await statements.all<ConnectionRow>(`${select} ORDER BY id`, [organizationId])).map(toConnection)
    },
    async find(id) {
      const [row] = await statements.all<ConnectionRow>(`${select} AND id = ?`, [organizationId, id])
      return row && toConnection(row)
    },
  }
}

export function createConnectionWriter(statements: WritingStatements, organizationId: string): ConnectionWriter {
  return {
    async insert({ id, name, issuer, audience, jwksUri, claim, console, sealedSecret, created }) {
      await statements.write(
        `INSERT INTO sso_connections (organization_id, ${names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [organizationId, id, name, issuer, audience, jwksUri, claim, Number(console), sealedSecret, created],
      )
    },
    async update({ id, name, console, sealedSecret }) {
      await statements.write(
        'UPDATE sso_connections SET name = ?, console = ?, sealed_secret = ? WHERE organization_id = ? AND id = ?',
        [name, Number(console), sealedSecret, organizationId, id],
      )
    },
    async delete(id) {
      await statements.write('DELETE FROM sso_connections WHERE organization_id = ? AND id = ?', [organizationId, id])
    },
  }
}

function toConnection(row: ConnectionRow): SsoConnection {
  return {
    id: toText(row, 'id'),
    name: toText(row, 'name'),
    issuer: toText(row, 'issuer'),
    audience: toText(row, 'audience'),
    jwksUri: toText(row, 'jwks_uri'),
    claim: toText(row, 'claim'),
    console: toBoolean(row, 'console'),
    sealedSecret: toOptionalText(row, 'sealed_secret'),
    created: toText(row, 'created'),
  }
}
