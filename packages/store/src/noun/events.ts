import type { Cause, EventType, NewEvent, StoredEvent } from '@rolecall/core/plugin/event'
import type { EventPlace, EventReader, EventWriter } from '@rolecall/core/store/events'

import { toJson, toNumber, toText } from '../decode.ts'
import { packRows } from '../sql/pack-rows.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

const select = 'SELECT revision, idx, type, subject, time, cause, data FROM events WHERE organization_id = ?'
type EventRow = RowOf<'events', 'revision' | 'idx' | 'type' | 'subject' | 'time' | 'cause' | 'data'>

const first: EventPlace = { revision: 0, index: 0 }

export function createEventReader(statements: Statements, organizationId: string): EventReader {
  return {
    async list(after, limit) {
      const { revision, index } = after ?? first
      const rows = await statements.all<EventRow>(
        `${select} AND (revision, idx) > (?, ?) ORDER BY revision, idx LIMIT ?`,
        [organizationId, revision, index, limit],
      )
      return rows.map(toEvent)
    },
    async listOf(subject, after, limit) {
      const { revision, index } = after ?? first
      const rows = await statements.all<EventRow>(
        `${select} AND subject = ? AND (revision, idx) > (?, ?) ORDER BY revision, idx LIMIT ?`,
        [organizationId, subject, revision, index, limit],
      )
      return rows.map(toEvent)
    },
    async listOfRevision(revision, subject) {
      const rows = await statements.all<EventRow>(`${select} AND subject = ? AND revision = ? ORDER BY revision, idx`, [
        organizationId,
        subject,
        revision,
      ])
      return rows.map(toEvent)
    },
  }
}

const columns = { idx: 'integer', type: 'text', subject: 'text', data: 'text' } as const

/** So many events are written at once that what they have in common is worth finding: an apply says the same of many. */
const many = 50

/** So many at a time: one text for all of a large apply would be as large as its memory. */
const eventsOfStatement = 5_000

/** Events of one transaction, written before its commit, by one statement where they are not very many. */
export interface BufferedEvents extends EventWriter {
  flush(): Promise<void>
}

export function createEventWriter(
  statements: WritingStatements,
  organizationId: string,
  { cause, now, revision }: { readonly cause: Cause; readonly now: string; readonly revision: number },
): BufferedEvents {
  const { dialect } = statements
  const buffer: NewEvent[] = []
  return {
    append(events) {
      // One by one: an apply may have more events than a call can have arguments.
      for (const event of events) buffer.push(event)
    },
    async flush() {
      const toDataText = createDataText()
      for (let start = 0; start < buffer.length; start += eventsOfStatement) {
        const rows = buffer.slice(start, start + eventsOfStatement).map(({ type, subject, data }, position) => ({
          idx: start + position,
          type,
          subject,
          data: toDataText(data),
        }))
        const { parameters, table } =
          rows.length < many
            ? { table: dialect.fromRows(columns), parameters: [dialect.rows(rows)] }
            : { table: packedTable(dialect), parameters: packRows(['idx', 'subject'], ['type', 'data'], rows) }
        await statements.write(
          `INSERT INTO events (organization_id, revision, idx, type, subject, time, cause, data)
           SELECT ?, CAST(? AS bigint), r.idx, r.type, r.subject, ?, ?, r.data FROM ${table}`,
          [organizationId, revision, now, JSON.stringify(cause), ...parameters],
        )
      }
    },
  }
}

/** Many events of an apply have one object as their data, which is made text once. */
function createDataText(): (data: NewEvent['data']) => string {
  const texts = new Map<NewEvent['data'], string>()
  return (data) => {
    const known = texts.get(data)
    if (known !== undefined) return known
    const text = JSON.stringify(data)
    texts.set(data, text)
    return text
  }
}

function packedTable(dialect: SqlDialect): string {
  const { data, idx, subject, type } = columns
  return dialect.fromPackedRows({ idx, subject }, { type, data })
}

function toEvent(row: EventRow): StoredEvent {
  return {
    revision: toNumber(row, 'revision'),
    index: toNumber(row, 'idx'),
    type: toText(row, 'type') as EventType,
    subject: toText(row, 'subject'),
    time: toText(row, 'time'),
    cause: toJson(row, 'cause') as Cause,
    data: toJson(row, 'data') as StoredEvent['data'],
  }
}
