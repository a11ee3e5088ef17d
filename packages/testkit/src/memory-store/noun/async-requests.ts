import type { AsyncRequest } from '@rolecall/core/directory/async-request'
import type {
  AsyncRequestKey,
  AsyncRequestReader,
  AsyncRequestStore,
  AsyncRequestWriter,
} from '@rolecall/core/store/async-requests'

import { requireFound, requireUnique } from '../constraints.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Reading, Writing } from '../reading.ts'
import type { AsyncRequestRow, Tables } from '../tables.ts'

export function createAsyncRequestStore({ run, tables }: MemoryDatabase): AsyncRequestStore {
  /** Changes a request that is claimed so; whether it is. */
  function changeClaimed({ organizationId, txn }: AsyncRequestKey, token: string, next: Partial<AsyncRequestRow>) {
    return run(async (writing) =>
      writing.change(({ asyncRequests }) => {
        const row = asyncRequests.get(organizationId, txn)
        if (row?.claim !== token) return []
        asyncRequests.put(organizationId, txn, { ...row, ...next })
        return [row]
      }),
    )
  }

  return {
    async listQueues(after, limit) {
      const ids = new Set(
        tables()
          .asyncRequests.all()
          .map(({ organizationId }) => organizationId),
      )
      return [...ids]
        .filter((id) => id > after)
        .sort()
        .slice(0, limit)
    },
    async claim(organizationId, { latest, now }, { token, until }) {
      const [claimed] = await run(async (writing) =>
        writing.change(({ asyncRequests }) => {
          const [row] = asyncRequests.rows(organizationId).toSorted((a, b) => a.position - b.position)
          if (row === undefined || !isFree(row, now, latest)) return []
          const next = { ...row, claim: token, claimedUntil: until, attempts: row.attempts + 1 }
          asyncRequests.put(organizationId, row.txn, next)
          return [next]
        }),
      )
      return claimed && toRequest(claimed)
    },
    async renew(key, { token, until }) {
      return (await changeClaimed(key, token, { claimedUntil: until })).length > 0
    },
    async release(key, token, notBefore) {
      const row = tables().asyncRequests.get(key.organizationId, key.txn)
      const attempts = (row?.attempts ?? 1) - 1
      await changeClaimed(key, token, { claim: null, claimedUntil: notBefore, attempts })
    },
  }
}

export function createAsyncRequestReader({ organizationId, tables }: Reading): AsyncRequestReader {
  return {
    async find(txn) {
      const row = tables().asyncRequests.get(organizationId, txn)
      return row && { keyId: row.keyId, operations: row.operations, done: row.done }
    },
    async measure() {
      const rows = tables().asyncRequests.rows(organizationId)
      return { requests: rows.length, bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0) }
    },
  }
}

export function createAsyncRequestWriter({ organizationId, writing }: Writing): AsyncRequestWriter {
  return {
    async insert(request) {
      writing.write(({ asyncRequests, organizations }) => {
        requireFound(organizations.get(organizationId, ''), 'async_requests.organization_id')
        const { position, txn } = request
        const rows = asyncRequests.rows(organizationId)
        requireUnique(
          rows.some((row) => row.txn === txn || row.position === position),
          'async_requests',
        )
        asyncRequests.put(organizationId, txn, { ...request, organizationId, claim: null, claimedUntil: null })
      })
    },
    async advance(request, token, more) {
      const changed = writing.change((open) => advance(open, { ...request, organizationId }, token, more))
      return changed.length > 0
    },
  }
}

function advance({ asyncRequests }: Tables, { done, organizationId, txn }: AsyncRequest, token: string, more: number) {
  const row = asyncRequests.get(organizationId, txn)
  if (row?.claim !== token || row.done !== done) return []
  if (done + more >= (row.operations ?? 1)) asyncRequests.delete(organizationId, txn)
  else asyncRequests.put(organizationId, txn, { ...row, done: done + more, attempts: 1 })
  return [row]
}

function isFree({ claimedUntil }: AsyncRequestRow, now: string, latest: string): boolean {
  return claimedUntil === null || claimedUntil <= now || claimedUntil > latest
}

function toRequest({ claim: _claim, claimedUntil: _until, ...request }: AsyncRequestRow): AsyncRequest {
  return request
}
