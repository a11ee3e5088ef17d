import type { Hold, HoldKind, HoldLine, HoldState } from '@rolecall/core/directory/hold'
import type { HoldQuery, HoldReader, HoldWriter } from '@rolecall/core/store/holds'

import { toJson, toOptionalText, toText } from '../decode.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { Row, Statements, WritingStatements } from '../sql/statements.ts'

const columns = 'id, kind, state, created, expires_at, subject, topic, reason, detail, lines, decided_at, decided_by'

export function createHoldReader(statements: Statements, organizationId: string): HoldReader {
  const select = `SELECT ${columns} FROM holds WHERE organization_id = ?`
  return {
    async find(id) {
      const [row] = await statements.all(`${select} AND id = ?`, [organizationId, id])
      return row && toHold(row)
    },
    async list(query) {
      const conditions = toConditions(query)
      const limit = query.limit === undefined ? [] : [query.limit]
      const rows = await statements.all(
        [select, ...conditions.map(([condition]) => condition), 'ORDER BY id DESC', ...limit.map(() => 'LIMIT ?')].join(
          ' ',
        ),
        [organizationId, ...conditions.map(([, parameter]) => parameter), ...limit],
      )
      return rows.map(toHold)
    },
  }
}

export function createHoldWriter(statements: WritingStatements, organizationId: string): HoldWriter {
  return {
    async put(hold) {
      await statements.write(
        `INSERT INTO holds (organization_id, ${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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

function toConditions({ state, kind, topic, subject, before }: HoldQuery): readonly (readonly [string, Parameter])[] {
  const all: readonly (readonly [string, Parameter | undefined])[] = [
    ['AND state = ?', state],
    ['AND kind = ?', kind],
    ['AND topic = ?', topic],
    ['AND subject = ?', subject],
    ['AND id < ?', before],
  ]
  return all.flatMap(([condition, parameter]) => (parameter === undefined ? [] : [[condition, parameter] as const]))
}

function toHold(row: Row): Hold {
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
    lines: row['lines'] === null ? null : (toJson(row, 'lines') as HoldLine[]),
    decidedAt: toOptionalText(row, 'decided_at'),
    decidedBy: toOptionalText(row, 'decided_by'),
  }
}
