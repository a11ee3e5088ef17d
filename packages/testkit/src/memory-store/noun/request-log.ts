import type {
  LoggedRequest,
  RequestCount,
  RequestLogEntry,
  RequestLogFilter,
} from '@rolecall/core/directory/request-log'
import type { RequestLogReader, RequestLogStore } from '@rolecall/core/store/request-log'

import { requireUnique } from '../constraints.ts'
import { byText } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import { stands } from './organizations.ts'
import type { Reading } from '../reading.ts'
import { keyOf } from '../table.ts'
import type { Tables } from '../tables.ts'

const inOrder = byText<Pick<LoggedRequest, 'id' | 'time'>>(
  ({ time }) => time,
  ({ id }) => id,
)

export function createRequestLogStore({ run, tables }: MemoryDatabase): RequestLogStore {
  return {
    async append(entries) {
      if (entries.length === 0) return
      await run(async (writing) =>
        writing.write((written) => {
          for (const entry of entries) {
            const organization = written.organizations.get(entry.organizationId, '')
            if (organization !== undefined && stands(organization)) append(written, entry)
          }
        }),
      )
    },
    trim: (organizationId, before, limit) =>
      run(async (writing) => {
        const gone = writing.change(({ requestCounts, requestLog }) => {
          for (const { hour, kind, name } of requestCounts.rows(organizationId)) {
            if (hour < before) requestCounts.delete(organizationId, keyOf(hour, kind, name))
          }
          const old = requestLog.rows(organizationId).filter(({ time }) => time < before)
          const oldest = old.toSorted(inOrder).slice(0, limit)
          for (const { id } of oldest) requestLog.delete(organizationId, id)
          return oldest
        })
        return gone.length
      }),
    sumOutcomes: async (organizationIds, from) =>
      new Map(
        organizationIds.flatMap((id) => {
          const rows = tables().requestCounts.rows(id)
          const sums: Partial<Record<string, number>> = {}
          for (const { hour, kind, name, requests } of rows)
            if (kind === 'outcome' && hour >= from) sums[name] = (sums[name] ?? 0) + requests
          return Object.keys(sums).length === 0 ? [] : [[id, sums] as const]
        }),
      ),
    listNewest: async (organizationIds) =>
      new Map(
        organizationIds.flatMap((id) => {
          const newest = tables().requestLog.rows(id).toSorted(inOrder).at(-1)
          return newest === undefined ? [] : [[id, newest.time] as const]
        }),
      ),
  }
}

function append({ requestCounts, requestLog }: Tables, entry: RequestLogEntry): void {
  const { id, leftOut, organizationId, outcome, time, tolerances } = entry
  requireUnique(requestLog.get(organizationId, id) !== undefined, 'request_log.organization_id, request_log.id')
  requestLog.put(organizationId, id, { ...entry, durationMs: Math.round(entry.durationMs * 1_000) / 1_000 })
  const hour = `${time.slice(0, 13)}:00:00.000Z`
  const count = (kind: RequestCount['kind'], name: string): void => {
    const key = keyOf(hour, kind, name)
    const requests = (requestCounts.get(organizationId, key)?.requests ?? 0) + 1
    requestCounts.put(organizationId, key, { hour, kind, name, requests })
  }
  count('outcome', outcome)
  for (const tolerance of tolerances) count('tolerance', tolerance)
  if (leftOut.length > 0) count('left-out', '')
}

export function createRequestLogReader({ organizationId, tables }: Reading): RequestLogReader {
  return {
    async list({ after, limit, ...filter }) {
      const found = tables().requestLog.rows(organizationId).filter(toCondition(filter))
      const older = found.filter((entry) => after === null || inOrder(entry, after) < 0)
      return older.toSorted(inOrder).toReversed().slice(0, limit).map(toRequest)
    },
    async find(id) {
      const entry = tables().requestLog.get(organizationId, id)
      return entry && toRequest(entry)
    },
    async counts(from) {
      const counts = tables()
        .requestCounts.rows(organizationId)
        .filter(({ hour }) => hour >= from)
      return counts.toSorted(
        byText(
          ({ hour }) => hour,
          ({ kind }) => kind,
          ({ name }) => name,
        ),
      )
    },
  }
}

function toCondition(filter: RequestLogFilter): (entry: RequestLogEntry) => boolean {
  const { from, keyId, changed, leftOut, method, outcome, requestId, resource, status, text, to, tolerance } = filter
  return (entry) =>
    (outcome === undefined || entry.outcome === outcome) &&
    (status === undefined || entry.status === status) &&
    (method === undefined || entry.method === method) &&
    (resource === undefined || [entry.resourceType, entry.resourceId].includes(resource)) &&
    (keyId === undefined || entry.keyId === keyId) &&
    (requestId === undefined || entry.requestId === requestId) &&
    (tolerance === undefined || entry.tolerances.includes(tolerance)) &&
    (changed === undefined || entry.story.length > 0) &&
    (leftOut === undefined || entry.leftOut.length > 0) &&
    (from === undefined || entry.time >= from) &&
    (to === undefined || entry.time < to) &&
    (text === undefined || textsOf(entry).some((part) => part.includes(text)))
}

function textsOf({ detail, path, request }: RequestLogEntry): string[] {
  return [path, detail ?? '', request === null ? '' : JSON.stringify(request)]
}

function toRequest(entry: RequestLogEntry): LoggedRequest {
  const { organizationId: _, ...request } = entry
  return request
}
