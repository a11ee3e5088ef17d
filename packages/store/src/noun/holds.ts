import type { Hold, HoldKind, HoldLine, HoldState } from '@rolecall/core/directory/hold'
import type { HoldReader, HoldWriter } from '@rolecall/core/store/holds'

import { toJson, toOptionalJson, toOptionalText, toText } from '../decode.ts'
import { given } from '../sql/given.ts'
import { runQuery } from '../sql/run-query.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

const columns = [
  'id',
  'kind',
  'state',
  'created',
  'expires_at',
  'subject',
  'topic',
  'reason',
  'detail',
  'lines',
  'decided_at',
  'decided_by',
] as const
const names = columns.join(', ')

type HoldRow = RowOf<'holds', (typeof columns)[number]>

export function createHoldReader(statements: Statements, organizationId: string): HoldReader {
  const { builder } = statements.dialect
  return {
    async find(id) {
      const [row] = await statements.all<HoldRow>(`SELECT ${names} FROM holds WHERE organization_id = ? AND id = ?`, [
        organizationId,
        id,
      ])
      return row && toHold(row)
    },
    async list({ before, kind, limit, state, subject, topic }) {
      const found = builder('holds')
        .select(...columns)
        .where({ organization_id: organizationId, ...given({ state, kind, topic, subject }) })
        .modify((holds) => {
          if (before !== undefined) void holds.where('id', '<', before)
          if (limit !== undefined) void holds.limit(limit)
        })
        .orderBy('id', 'desc')
      return (await runQuery(statements, found)).map(toHold)
    },
  }
}

export function createHoldWriter(statements: WritingStatements, organizationId: string): HoldWriter {
  return {
    async put(hold) {
      await statements.write(
        `INSERT INTO holds (organization_id, ${names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (organization_id, id) DO UPDATE SET state = excluded.state, topic = excluded.topic,
         reason = excluded.reason, detail = excluded.detail, lines = excluded.lines,
         decided_at = excluded.decided_at, decided_by = excluded.decided_by`,
        [
          organizationId,
          hold.id,
          hold.kind,
          hold.state,
          hold.created,
          hold.expiresAt,
          hold.subject,
          hold.topic,
          hold.reason,
          JSON.stringify(hold.detail),
          hold.lines === null ? null : JSON.stringify(hold.lines),
          hold.decidedAt,
          hold.decidedBy,
        ],
      )
    },
  }
}

function toHold(row: HoldRow): Hold {
  return {
    id: toText(row, 'id'),
    kind: toText(row, 'kind') as HoldKind,
    state: toText(row, 'state') as HoldState,
    created: toText(row, 'created'),
    expiresAt: toOptionalText(row, 'expires_at'),
    subject: toText(row, 'subject'),
    topic: toText(row, 'topic'),
    reason: toText(row, 'reason'),
    detail: toJson(row, 'detail') as Hold['detail'],
    lines: toOptionalJson(row, 'lines') as HoldLine[] | null,
    decidedAt: toOptionalText(row, 'decided_at'),
    decidedBy: toOptionalText(row, 'decided_by'),
  }
}
