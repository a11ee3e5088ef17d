import type {
  LoggedRequest,
  RequestCount,
  RequestLogEntry,
  RequestLogQuery,
  RequestOutcome,
} from '@rolecall/core/directory/request-log'
import type { RequestLogReader, RequestLogStore } from '@rolecall/core/store/request-log'
import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { toJson, toNumber, toOptionalJson, toOptionalText, toText } from '../decode.ts'
import { given } from '../sql/given.ts'
import { qualify } from '../sql/qualify.ts'
import { runQuery } from '../sql/run-query.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Statements } from '../sql/statements.ts'
import { textOfDialect } from '../sql/text-of-dialect.ts'
import type { RowOf } from '../tables/row-of.ts'
import { tables } from '../tables/tables.ts'
import { countRequests } from './request-counts.ts'
import type { RunWrite } from './organizations.ts'

const columns = tables.request_log
const names = Object.keys(columns) as (keyof typeof columns)[]

type RequestRow = RowOf<'request_log'>

/** Of one that was deleted meanwhile nothing is written any more. */
const standing = 'EXISTS (SELECT 1 FROM organizations o WHERE o.id = r.organization_id AND o.deleted_at IS NULL)'

const insertRequests = textOfDialect(
  (dialect) =>
    `INSERT INTO request_log (${names.join(', ')}) SELECT ${qualify('r', names).join(', ')} FROM ${dialect.fromRows(columns)}
     WHERE ${standing}`,
)

const addCounts = textOfDialect(
  (dialect) => `INSERT INTO request_counts (organization_id, hour, kind, name, requests)
    SELECT r.organization_id, r.hour, r.kind, r.name, r.requests FROM ${dialect.fromRows(tables.request_counts)}
    WHERE ${standing} ON CONFLICT (organization_id, hour, kind, name)
    DO UPDATE SET requests = request_counts.requests + excluded.requests`,
)

/** The log across organizations: one statement for a batch, and one for its counts. */
export function createRequestLogStore(readers: Statements, write: RunWrite): RequestLogStore {
  return {
    async append(entries) {
      if (entries.length === 0) return
      await write(async (statements) => {
        const { dialect } = statements
        await statements.write(insertRequests(dialect), [dialect.rows(entries.map(toRow))])
        await statements.write(addCounts(dialect), [dialect.rows(countRequests(entries))])
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
    async sumOutcomes(organizationIds, from) {
      const rows = await readers.all<RowOf<'request_counts', 'organization_id' | 'name' | 'requests'>>(
        `SELECT organization_id, name, SUM(requests) AS requests FROM request_counts
         WHERE ${readers.dialect.isIn('organization_id')} AND hour >= ? AND kind = 'outcome' GROUP BY organization_id, name`,
        [readers.dialect.list(organizationIds), from],
      )
      const sums = new Map<string, Partial<Record<RequestOutcome, number>>>()
      for (const row of rows) {
        const [id, name] = [toText(row, 'organization_id'), toText(row, 'name')]
        sums.set(id, { ...sums.get(id), [name]: toNumber(row, 'requests') })
      }
      return sums
    },
    async listNewest(organizationIds) {
      const rows = await readers.all<{ readonly id: string; readonly time: string | null }>(
        `SELECT o.id, (SELECT MAX(r.time) FROM request_log r WHERE r.organization_id = o.id) AS time
         FROM organizations o WHERE ${readers.dialect.isIn('o.id')}`,
        [readers.dialect.list(organizationIds)],
      )
      return new Map(rows.flatMap(({ id, time }) => (time === null ? [] : [[id, time] as const])))
    },
  }
}

export function createRequestLogReader(statements: Statements, organizationId: string): RequestLogReader {
  return {
    async list(query) {
      return (await runQuery(statements, selectRequests(statements.dialect, organizationId, query))).map(toRequest)
    },
    async find(id) {
      const text = `SELECT ${names.join(', ')} FROM request_log WHERE organization_id = ? AND id = ?`
      const [row] = await statements.all<RequestRow>(text, [organizationId, id])
      return row && toRequest(row)
    },
    async counts(from) {
      const rows = await statements.all<RowOf<'request_counts', 'hour' | 'kind' | 'name' | 'requests'>>(
        `SELECT hour, kind, name, requests FROM request_counts WHERE organization_id = ? AND hour >= ?
         ORDER BY hour, kind, name`,
        [organizationId, from],
      )
      return rows.map(toCount)
    },
  }
}

function selectRequests(
  dialect: SqlDialect,
  organizationId: string,
  {
    after,
    changed,
    from,
    keyId,
    leftOut,
    limit,
    method,
    outcome,
    requestId,
    resource,
    status,
    text,
    to,
    tolerance,
  }: RequestLogQuery,
) {
  const resourceColumn = resource !== undefined && isTypeName(resource) ? 'resource_type' : 'resource_id'
  return dialect
    .builder('request_log')
    .select(...names)
    .where({ organization_id: organizationId, ...given({ outcome, status, method, key_id: keyId }) })
    .where(given({ request_id: requestId, [resourceColumn]: resource }))
    .modify((requests) => {
      // Says what the partial index says, so that it is used.
      if (outcome !== undefined && outcome !== 'success') void requests.whereRaw("outcome <> 'success'")
      if (tolerance !== undefined) void requests.whereRaw(dialect.contains('tolerances'), [JSON.stringify(tolerance)])
      if (changed === true) void requests.whereRaw("story <> '[]'")
      if (leftOut === true) void requests.whereRaw("left_out <> '[]'")
      if (from !== undefined) void requests.where('time', '>=', from)
      if (to !== undefined) void requests.where('time', '<', to)
      if (after !== null) void requests.whereRaw('(time, id) < (?, ?)', [after.time, after.id])
      if (text === undefined) return
      const places = ['path', "coalesce(detail, '')", "coalesce(request, '')"].map((place) => dialect.contains(place))
      void requests.whereRaw(
        `(${places.join(' OR ')})`,
        places.map(() => text),
      )
    })
    .orderBy([
      { column: 'time', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
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
    trace_id: entry.traceId,
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
    left_out: JSON.stringify(entry.leftOut),
    story: JSON.stringify(entry.story),
    request: entry.request === null ? null : JSON.stringify(entry.request),
    response: entry.response === null ? null : JSON.stringify(entry.response),
  }
}

function toRequest(row: RequestRow): LoggedRequest {
  return {
    id: toText(row, 'id'),
    time: toText(row, 'time'),
    requestId: toText(row, 'request_id'),
    traceId: toOptionalText(row, 'trace_id'),
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
    leftOut: toJson(row, 'left_out') as LoggedRequest['leftOut'],
    story: toJson(row, 'story') as LoggedRequest['story'],
    request: toOptionalJson(row, 'request') as Json,
    response: toOptionalJson(row, 'response') as Json,
  }
}

function toCount(row: RowOf<'request_counts', 'hour' | 'kind' | 'name' | 'requests'>): RequestCount {
  return {
    hour: toText(row, 'hour'),
    kind: toText(row, 'kind') as RequestCount['kind'],
    name: toText(row, 'name'),
    requests: toNumber(row, 'requests'),
  }
}
