import type { EventRow } from '@rolecall/core/directory/event-chain'
import type { AuditQuery, EventReader } from '@rolecall/core/store/events'

import { toNumber, toOptionalText, toText } from '../decode.ts'
import { given } from '../sql/given.ts'
import { runQuery } from '../sql/run-query.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Statements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

const names = ['revision', 'idx', 'type', 'subject', 'time', 'kind', 'actor', 'cause', 'data', 'hash'] as const

type StoredRow = RowOf<'events', (typeof names)[number]>

/** Events as they are stored, and the hash that seals them. */
export function createEventRowReader(
  statements: Statements,
  organizationId: string,
): Pick<EventReader, 'listAudit' | 'listRows' | 'getHead' | 'getHash'> {
  return {
    async listAudit(query) {
      return (await runQuery(statements, selectAudit(statements.dialect, organizationId, query))).map(toRow)
    },
    async listRows(after, limit) {
      // Also what somebody has put before the first: a place that no event of ours has.
      const { revision, index } = after ?? { revision: Number.MIN_SAFE_INTEGER, index: 0 }
      const rows = await statements.all<StoredRow>(
        `SELECT ${names.join(', ')} FROM events WHERE organization_id = ? AND (revision, idx) > (CAST(? AS bigint), ?)
         ORDER BY revision, idx LIMIT ?`,
        [organizationId, revision, index, limit],
      )
      return rows.map(toRow)
    },
    async getHead() {
      const [row] = await statements.all<RowOf<'organizations', 'audit_head'>>(
        'SELECT audit_head FROM organizations WHERE id = ?',
        [organizationId],
      )
      return row === undefined ? null : toOptionalText(row, 'audit_head')
    },
    async getHash({ index, revision }) {
      const [row] = await statements.all<RowOf<'events', 'hash'>>(
        `SELECT hash FROM events WHERE organization_id = ? AND (revision, idx) <= (CAST(? AS bigint), ?)
         ORDER BY revision DESC, idx DESC LIMIT 1`,
        [organizationId, revision, index],
      )
      return row === undefined ? null : toOptionalText(row, 'hash')
    },
  }
}

function selectAudit(
  dialect: SqlDialect,
  organizationId: string,
  { actor, before, from, kind, limit, to }: AuditQuery,
) {
  return dialect
    .builder('events')
    .select(...names)
    .where({ organization_id: organizationId, ...given({ kind, actor }) })
    .modify((events) => {
      // Says what the partial indexes say, so that one is used.
      void events.whereRaw('kind IS NOT NULL')
      if (from !== undefined) void events.where('time', '>=', from)
      if (to !== undefined) void events.where('time', '<', to)
      if (before !== null) void events.whereRaw('(revision, idx) < (?, ?)', [before.revision, before.index])
    })
    .orderBy([
      { column: 'revision', order: 'desc' },
      { column: 'idx', order: 'desc' },
    ])
    .limit(limit)
}

function toRow(row: StoredRow): EventRow {
  return {
    revision: toNumber(row, 'revision'),
    index: toNumber(row, 'idx'),
    type: toText(row, 'type'),
    subject: toText(row, 'subject'),
    time: toText(row, 'time'),
    kind: toOptionalText(row, 'kind'),
    actor: toOptionalText(row, 'actor'),
    cause: toText(row, 'cause'),
    data: toText(row, 'data'),
    hash: toOptionalText(row, 'hash'),
  }
}
