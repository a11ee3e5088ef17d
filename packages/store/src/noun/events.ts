import { auditOnly } from '@rolecall/core/directory/audit'
import { createSeal, type ChainPlace, type SealedEvent } from '@rolecall/core/directory/event-chain'
import type { Cause, EventType, NewEvent, StoredEvent } from '@rolecall/core/plugin/event'
import type { AppendedEvent, EventPlace, EventReader, EventWriter } from '@rolecall/core/store/events'

import { toJson, toNumber, toText } from '../decode.ts'
import { packRows } from '../sql/pack-rows.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { createEventRowReader } from './event-rows.ts'

const select = 'SELECT revision, idx, type, subject, time, cause, data FROM events WHERE organization_id = ?'
type EventRow = RowOf<'events', 'revision' | 'idx' | 'type' | 'subject' | 'time' | 'cause' | 'data'>

/** Before every event. */
export const first: EventPlace = { revision: 0, index: 0 }

const ofTheFeed = `type NOT IN (${auditOnly.map((type) => `'${type}'`).join(', ')})`

export function createEventReader(statements: Statements, organizationId: string): EventReader {
  return {
    ...createEventRowReader(statements, organizationId),
    async list(after, limit) {
      const { revision, index } = after ?? first
      const rows = await statements.all<EventRow>(
        `${select} AND ${ofTheFeed} AND (revision, idx) > (?, ?) ORDER BY revision, idx LIMIT ?`,
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

const ownColumns = { idx: 'integer', subject: 'text', hash: 'text' } as const
const sharedColumns = { type: 'text', kind: 'text?', data: 'text' } as const
/** Of events that others have caused, each of its own. */
const causeColumns = { cause: 'text', actor: 'text?' } as const

/** So many events are written at once that what they have in common is worth finding: an apply says the same of many. */
const many = 50

/** So many at a time: one text for all of a large apply would be as large as its memory. */
const eventsOfStatement = 5_000

/** Events of one transaction, written before its commit, by one statement where they are not very many. */
export interface BufferedEvents extends EventWriter {
  flush(): Promise<void>
}

export function createEventWriter(statements: WritingStatements, place: ChainPlace): BufferedEvents {
  const { dialect } = statements
  const { now, organizationId, revision } = place
  const buffer: AppendedEvent[] = []
  return {
    append(events) {
      // One by one: an apply may have more events than a call can have arguments.
      for (const event of events) buffer.push(event)
    },
    async flush() {
      if (buffer.length === 0) return
      const toDataText = createDataText()
      const seal = createSeal(place)
      const caused = buffer.some(({ cause }) => cause !== undefined)
      for (let start = 0; start < buffer.length; start += eventsOfStatement) {
        const sealed = buffer
          .slice(start, start + eventsOfStatement)
          .map((event) => seal.next(event, toDataText(event.data)))
        const { parameters, table } = toTable(dialect, sealed, caused)
        const cause = caused ? [] : [seal.ofAll.cause, seal.ofAll.actor]
        await statements.write(
          `INSERT INTO events (organization_id, revision, time, cause, actor, idx, type, subject, kind, data, hash)
           SELECT ?, CAST(? AS bigint), ?, ${caused ? 'r.cause, r.actor' : '?, ?'}, r.idx, r.type, r.subject, r.kind,
             r.data, r.hash FROM ${table}`,
          [organizationId, revision, now, ...cause, ...parameters],
        )
      }
      // Beside the events, so that the newest can't be taken away unseen.
      await statements.write('UPDATE organizations SET audit_head = ? WHERE id = ?', [seal.head(), organizationId])
    },
  }
}

function toTable(
  dialect: SqlDialect,
  sealed: readonly SealedEvent[],
  caused: boolean,
): { readonly table: string; readonly parameters: readonly Parameter[] } {
  const shared = caused ? { ...sharedColumns, ...causeColumns } : sharedColumns
  const columns = { ...ownColumns, ...shared }
  const names = Object.keys(columns) as (keyof typeof columns)[]
  const rows = sealed.map(({ index, ...event }) => {
    const row = { idx: index, ...event }
    return Object.fromEntries(names.map((name) => [name, row[name]])) as Record<
      keyof typeof columns,
      string | number | null
    >
  })
  if (rows.length < many) return { table: dialect.fromRows(columns), parameters: [dialect.rows(rows)] }
  return {
    table: dialect.fromPackedRows(ownColumns, shared),
    parameters: packRows(
      Object.keys(ownColumns) as (keyof typeof ownColumns)[],
      Object.keys(shared) as (keyof typeof sharedColumns)[],
      rows,
    ),
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
