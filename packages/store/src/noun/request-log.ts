import type {
  LoggedRequest,
  RequestCount,
  RequestLogEntry,
  RequestLogFilter,
  RequestOutcome,
} from '@rolecall/core/directory/request-log'
import type { RequestLogReader, RequestLogStore } from '@rolecall/core/store/request-log'
import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { toJson, toNumber, toOptionalText, toText } from '../decode.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { Row, Statements } from '../sql/statements.ts'
import { countRequests } from './request-counts.ts'
import type { RunWrite } from './organizations.ts'

const columns = {
  organization_id: 'text',
  time: 'text',
  id: 'text',
  request_id: 'text',
  method: 'text',
  path: 'text',
  status: 'integer',
  outcome: 'text',
  duration_us: 'integer',
  key_id: 'text',
  provider: 'text',
  resource_type: 'text',
  resource_id: 'text',
  scim_type: 'text',
  detail: 'text',
  tolerances: 'text',
  request: 'text',
  response: 'text',
} as const

const names = Object.keys(columns).join(', ')

/** The log across organizations: one statement for a batch, and one for its counts. */
export function createRequestLogStore(write: RunWrite): RequestLogStore {
  return {
    async append(entries) {
      if (entries.length === 0) return
      await write(async (statements) => {
        const { dialect } = statements
        const selected = Object.keys(columns).map((name) => `r.${name}`)
        await statements.write(
          `INSERT INTO request_log (${names}) SELECT ${selected.join(', ')} FROM ${dialect.fromRows(columns)}`,
          [dialect.rows(entries.map(toRow))],
        )
        await statements.write(
          `INSERT INTO request_counts (organization_id, hour, kind, name, requests)
           SELECT r.organization_id, r.hour, r.kind, r.name, r.requests
           FROM ${dialect.fromRows({ organization_id: 'text', hour: 'text', kind: 'text', name: 'text', requests: 'integer' })}
           WHERE true ON CONFLICT (organization_id, hour, kind, name)
           DO UPDATE SET requests = request_counts.requests + excluded.requests`,
          [dialect.rows(countRequests(entries))],
        )
      })
    },
    trim: (organizationId, before, limit) =>
      write(async (statements) => {
        await statements.write('DELETE FROM request_counts WHERE organization_id = ? AND hour < ? RETURNING hour', [
          organizationId,
          before,
        ])
        const rows = await statements.write(
          `DELETE FROM request_log WHERE organization_id = ? AND (time, id) IN (
             SELECT time, id FROM request_log WHERE organization_id = ? AND time < ? ORDER BY time, id LIMIT ?)
           RETURNING id`,
          [organizationId, organizationId, before, limit],
        )
        return rows.length
      }),
  }
}

export function createRequestLogReader(statements: Statements, organizationId: string): RequestLogReader {
  return {
    async list({ after, limit, ...filter }) {
      const conditions = toConditions(filter, statements.dialect)
      if (after !== null) conditions.push(['(time, id) < (?, ?)', [after.time, after.id]])
      const rows = await statements.all(
        `SELECT ${names} FROM request_log WHERE ${['organization_id = ?', ...conditions.map(([sql]) => sql)].join(' AND ')}
         ORDER BY time DESC, id DESC LIMIT ?`,
        [organizationId, ...conditions.flatMap(([, parameters]) => parameters), limit],
      )
      return rows.map(toRequest)
    },
    async find(id) {
      const sql = `SELECT ${names} FROM request_log WHERE organization_id = ? AND id = ?`
      const [row] = await statements.all(sql, [organizationId, id])
      return row && toRequest(row)
    },
    async counts(from) {
      const rows = await statements.all(
        `SELECT hour, kind, name, requests FROM request_counts WHERE organization_id = ? AND hour >= ?
         ORDER BY hour, kind, name`,
        [organizationId, from],
      )
      return rows.map(toCount)
    },
  }
}

type Condition = readonly [sql: string, parameters: readonly Parameter[]]

function toConditions(
  { outcome, status, method, resource, keyId, requestId, tolerance, from, to, text }: RequestLogFilter,
  dialect: SqlDialect,
): Condition[] {
  const conditions: (Condition | undefined)[] = [
    when(outcome, 'outcome = ?'),
    // Says what the partial index says, so that it is used.
    outcome !== undefined && outcome !== 'success' ? ["outcome <> 'success'", []] : undefined,
    when(status, 'status = ?'),
    when(method, 'method = ?'),
    when(resource, resource !== undefined && isTypeName(resource) ? 'resource_type = ?' : 'resource_id = ?'),
    when(keyId, 'key_id = ?'),
    when(requestId, 'request_id = ?'),
    when(tolerance === undefined ? undefined : JSON.stringify(tolerance), dialect.contains('tolerances')),
    when(from, 'time >= ?'),
    when(to, 'time < ?'),
  ]
  if (text !== undefined) {
    const parts = ['path', "coalesce(detail, '')", "coalesce(request, '')"].map((part) => dialect.contains(part))
    conditions.push([`(${parts.join(' OR ')})`, parts.map(() => text)])
  }
  return conditions.filter((condition) => condition !== undefined)
}

function when(value: string | number | undefined, sql: string): Condition | undefined {
  return value === undefined ? undefined : [sql, [value]]
}

/** Types have names of letters; ids are UUIDs. */
function isTypeName(resource: string): boolean {
  return /^[A-Za-z]+$/.test(resource)
}

function toRow(entry: RequestLogEntry): Readonly<Record<keyof typeof columns, string | number | null>> {
  return {
    organization_id: entry.organizationId,
    time: entry.time,
    id: entry.id,
    request_id: entry.requestId,
    method: entry.method,
    path: entry.path,
    status: entry.status,
    outcome: entry.outcome,
    duration_us: Math.round(entry.durationMs * 1_000),
    key_id: entry.keyId,
    provider: entry.provider,
    resource_type: entry.resourceType,
    resource_id: entry.resourceId,
    scim_type: entry.scimType,
    detail: entry.detail,
    tolerances: JSON.stringify(entry.tolerances),
    request: entry.request === null ? null : JSON.stringify(entry.request),
    response: entry.response === null ? null : JSON.stringify(entry.response),
  }
}

function toRequest(row: Row): LoggedRequest {
  return {
    id: toText(row, 'id'),
    time: toText(row, 'time'),
    requestId: toText(row, 'request_id'),
    method: toText(row, 'method'),
    path: toText(row, 'path'),
    status: toNumber(row, 'status'),
    outcome: toText(row, 'outcome') as RequestOutcome,
    durationMs: toNumber(row, 'duration_us') / 1_000,
    keyId: toText(row, 'key_id'),
    provider: toOptionalText(row, 'provider'),
    resourceType: toOptionalText(row, 'resource_type'),
    resourceId: toOptionalText(row, 'resource_id'),
    scimType: toOptionalText(row, 'scim_type'),
    detail: toOptionalText(row, 'detail'),
    tolerances: toJson(row, 'tolerances') as string[],
    request: row['request'] === null ? null : (toJson(row, 'request') as Json),
    response: row['response'] === null ? null : (toJson(row, 'response') as Json),
  }
}

function toCount(row: Row): RequestCount {
  return {
    hour: toText(row, 'hour'),
    kind: toText(row, 'kind') as RequestCount['kind'],
    name: toText(row, 'name'),
    requests: toNumber(row, 'requests'),
  }
}
