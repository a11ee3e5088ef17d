import type { Cause, EventType, NewEvent, StoredEvent } from '@rolecall/core/plugin/event'
import type { EventReader, EventWriter } from '@rolecall/core/store'

import { toJson, toNumber, toText } from '../decode.ts'
import type { Row, Statements, WritingStatements } from '../sql/statements.ts'

export function createEventReader(statements: Statements, organizationId: string): EventReader {
  return {
    async list(after, limit) {
      const { revision, index } = after ?? { revision: 0, index: 0 }
      const rows = await statements.all(
        `SELECT revision, idx, type, subject, time, cause, data FROM events
         WHERE organization_id = ? AND (revision, idx) > (?, ?) ORDER BY revision, idx LIMIT ?`,
        [organizationId, revision, index, limit],
      )
      return rows.map(toEvent)
    },
  }
}

/** Events of one transaction, written by one statement before its commit. */
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
      buffer.push(...events)
    },
    async flush() {
      if (buffer.length === 0) return
      const rows = buffer.map(({ type, subject, data }, idx) => ({ idx, type, subject, data: JSON.stringify(data) }))
      await statements.write(
        `INSERT INTO events (organization_id, revision, idx, type, subject, time, cause, data)
         SELECT ?, CAST(? AS bigint), r.idx, r.type, r.subject, ?, ?, r.data
         FROM ${dialect.fromRows({ idx: 'integer', type: 'text', subject: 'text', data: 'text' })}`,
        [organizationId, revision, now, JSON.stringify(cause), dialect.rows(rows)],
      )
    },
  }
}

function toEvent(row: Row): StoredEvent {
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
