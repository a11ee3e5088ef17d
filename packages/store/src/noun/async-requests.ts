import type { AsyncRequest } from '@rolecall/core/directory/async-request'
import type { AsyncRequestReader, AsyncRequestStore, AsyncRequestWriter } from '@rolecall/core/store/async-requests'

import { toNumber, toOptionalNumber, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import type { RunWrite } from './organizations.ts'

const columns = 'organization_id, txn, key_id, position, accepted_at, operations, done, attempts, bytes, sealed'

type AsyncRequestRow = Omit<RowOf<'async_requests'>, 'claim' | 'claimed_until'>

const isRequest = 'organization_id = ? AND txn = ?'

export function createAsyncRequestStore(statements: Statements, write: RunWrite): AsyncRequestStore {
  return {
    /** One step of the index for each organization, however many of its requests wait. */
    async listQueues(after, limit) {
      const rows = await statements.all<RowOf<'async_requests', 'organization_id'>>(
        `WITH RECURSIVE queues (organization_id) AS (
           SELECT min(organization_id) FROM async_requests WHERE organization_id > ?
           UNION ALL
           SELECT (SELECT min(r.organization_id) FROM async_requests r WHERE r.organization_id > q.organization_id)
           FROM queues q WHERE q.organization_id IS NOT NULL)
         SELECT organization_id FROM queues WHERE organization_id IS NOT NULL LIMIT ?`,
        [after, limit],
      )
      return rows.map((row) => toText(row, 'organization_id'))
    },
    async claim(organizationId, { latest, now }, { token, until }) {
      const [row] = await write((writing) =>
        writing.write<AsyncRequestRow>(
          `UPDATE async_requests SET claim = ?, claimed_until = ?, attempts = attempts + 1
           WHERE organization_id = ? AND txn = (
             SELECT txn FROM async_requests WHERE organization_id = ? ORDER BY position LIMIT 1)
           AND (claimed_until IS NULL OR claimed_until <= ? OR claimed_until > ?) RETURNING ${columns}`,
          [token, until, organizationId, organizationId, now, latest],
        ),
      )
      return row && toRequest(row)
    },
    async renew({ organizationId, txn }, { token, until }) {
      const rows = await write((writing) =>
        writing.write(`UPDATE async_requests SET claimed_until = ? WHERE ${isRequest} AND claim = ? RETURNING txn`, [
          until,
          organizationId,
          txn,
          token,
        ]),
      )
      return rows.length > 0
    },
    async release({ organizationId, txn }, token, notBefore) {
      await write((writing) =>
        writing.write(
          `UPDATE async_requests SET claim = NULL, claimed_until = ?, attempts = attempts - 1
           WHERE ${isRequest} AND claim = ? RETURNING txn`,
          [notBefore, organizationId, txn, token],
        ),
      )
    },
  }
}

export function createAsyncRequestReader(statements: Statements, organizationId: string): AsyncRequestReader {
  return {
    async find(txn) {
      const [row] = await statements.all<RowOf<'async_requests', 'key_id' | 'operations' | 'done'>>(
        `SELECT key_id, operations, done FROM async_requests WHERE ${isRequest}`,
        [organizationId, txn],
      )
      if (row === undefined) return undefined
      const operations = toOptionalNumber(row, 'operations')
      return { keyId: toText(row, 'key_id'), operations, done: toNumber(row, 'done') }
    },
    async measure() {
      const [row] = await statements.all<{ readonly requests: number; readonly bytes: number }>(
        'SELECT count(*) AS requests, coalesce(sum(bytes), 0) AS bytes FROM async_requests WHERE organization_id = ?',
        [organizationId],
      )
      return row === undefined
        ? { requests: 0, bytes: 0 }
        : { requests: toNumber(row, 'requests'), bytes: toNumber(row, 'bytes') }
    },
  }
}

export function createAsyncRequestWriter(statements: WritingStatements, organizationId: string): AsyncRequestWriter {
  return {
    async insert({ acceptedAt, attempts, bytes, done, keyId, operations, position, sealed, txn }) {
      await statements.write(`INSERT INTO async_requests (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
        organizationId,
        txn,
        keyId,
        position,
        acceptedAt,
        operations,
        done,
        attempts,
        bytes,
        sealed,
      ])
    },
    async advance({ done, operations, txn }, token, more) {
      const stands = `${isRequest} AND claim = ? AND done = ?`
      const values = [organizationId, txn, token, done]
      const rows =
        done + more >= (operations ?? 1)
          ? await statements.write(`DELETE FROM async_requests WHERE ${stands} RETURNING txn`, values)
          : await statements.write(
              `UPDATE async_requests SET done = done + ?, attempts = 1 WHERE ${stands} RETURNING txn`,
              [more, ...values],
            )
      return rows.length > 0
    },
  }
}

function toRequest(row: AsyncRequestRow): AsyncRequest {
  return {
    organizationId: toText(row, 'organization_id'),
    txn: toText(row, 'txn'),
    keyId: toText(row, 'key_id'),
    position: toNumber(row, 'position'),
    acceptedAt: toText(row, 'accepted_at'),
    operations: toOptionalNumber(row, 'operations'),
    done: toNumber(row, 'done'),
    attempts: toNumber(row, 'attempts'),
    bytes: toNumber(row, 'bytes'),
    sealed: toText(row, 'sealed'),
  }
}
