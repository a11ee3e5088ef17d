import { setImmediate } from 'node:timers/promises'

import { auditOnly } from '@rolecall/core/directory/audit'
import { createSeal, hashLength, type ChainPlace, type SealedEvent } from '@rolecall/core/directory/event-chain'
import type { Cause, EventType, NewEvent, StoredEvent } from '@rolecall/core/plugin/event'
import type { AppendedEvent, EventPlace, EventReader, EventWriter } from '@rolecall/core/store/events'

import { toJson, toNumber, toText } from '../decode.ts'
import { overRows } from '../sql/over-rows.ts'
import { packRows } from '../sql/pack-rows.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import { textOfDialect } from '../sql/text-of-dialect.ts'
import type { RowOf } from '../tables/row-of.ts'
import { cutIntoPieces, eventsOfStatement, worthPacking } from './event-pieces.ts'
import { createEventRowReader } from './event-rows.ts'

const select = 'SELECT revision, idx, type, subject, time, cause, data FROM events WHERE organization_id = ?'
export type EventRow = RowOf<'events', 'revision' | 'idx' | 'type' | 'subject' | 'time' | 'cause' | 'data'>

/** Before every event. */
export const first: EventPlace = { revision: 0, index: 0 }

/** Without what only the audit shows. */
export const ofTheFeed = `type NOT IN (${auditOnly.map((type) => `'${type}'`).join(', ')})`

export function createEventReader(statements: Statements, organizationId: string): EventReader {
  return Object.assign(createEventRowReader(statements, organizationId), {
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
    async listNewest(limit) {
      const rows = await statements.all<EventRow>(`${select} ORDER BY revision DESC, idx DESC LIMIT ?`, [
        organizationId,
        limit,
      ])
      return rows.map(toEvent)
    },
    async listNewestOf(subject, before, limit) {
      const { revision, index } = before ?? { revision: Number.MAX_SAFE_INTEGER, index: 0 }
      const rows = await statements.all<EventRow>(
        `${select} AND subject = ? AND (revision, idx) < (CAST(? AS bigint), ?) ORDER BY revision DESC, idx DESC LIMIT ?`,
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
  } satisfies Pick<EventReader, 'list' | 'listNewest' | 'listNewestOf' | 'listOf' | 'listOfRevision'>)
}

const ownColumns = { idx: 'integer', subject: 'text', hash: 'text' } as const
const sharedColumns = { type: 'text', kind: 'text?', data: 'text' } as const
/** Of events that others have caused, each of its own. */
const causedColumns = { ...sharedColumns, cause: 'text', actor: 'text?' } as const

type SharedColumns = typeof sharedColumns | typeof causedColumns

const insertInto = (cause: string, table: string) =>
  `INSERT INTO events (organization_id, revision, time, cause, actor, idx, type, subject, kind, data, hash)
   SELECT ?, CAST(? AS bigint), ?, ${cause}, r.idx, r.type, r.subject, r.kind, r.data, r.hash FROM ${table}`

/** The statements that write events which have these columns in common, few of them and many. */
function toInserts(cause: string, shared: SharedColumns) {
  return {
    few: overRows({ ...ownColumns, ...shared }, (table) => insertInto(cause, table)),
    many: textOfDialect((dialect) => insertInto(cause, dialect.fromPackedRows(ownColumns, shared))),
  }
}

const inserts = toInserts('?, ?', sharedColumns)
const causedInserts = toInserts('r.cause, r.actor', causedColumns)

/** Events that differ in their data alone: of each the text has the hash and then the data, so that the rest is bound once. */
const insertUniform = textOfDialect(
  (dialect) => `INSERT INTO events (organization_id, revision, time, idx, type, subject, kind, cause, actor, data, hash)
   SELECT ?, CAST(? AS bigint), ?, CAST(? AS bigint) + r.place, ?, ?, ?, ?, ?, substr(r.value, ${hashLength + 1}), substr(r.value, 1, ${hashLength})
   FROM ${dialect.fromTexts}`,
)

/** Events of one transaction, written before its commit, by one statement where they are not very many. */
export interface BufferedEvents extends EventWriter {
  flush(): Promise<void>
}

export function createEventWriter(statements: WritingStatements, place: ChainPlace): BufferedEvents {
  const { dialect } = statements
  const { now, organizationId, revision } = place
  const buffer: AppendedEvent[] = []

  async function writeUniform(events: readonly SealedEvent[]): Promise<void> {
    const [one] = events
    if (one === undefined) return
    await statements.write(insertUniform(dialect), [
      organizationId,
      revision,
      now,
      one.index,
      one.type,
      one.subject,
      one.kind,
      one.cause,
      one.actor,
      dialect.list(events.map(({ data, hash }) => hash + data)),
    ])
  }

  async function writeMixed(events: readonly SealedEvent[], { actor, cause }: Author, caused: boolean): Promise<void> {
    const common = [organizationId, revision, now, ...(caused ? [] : [cause, actor])]
    const { few, many } = caused ? causedInserts : inserts
    if (events.length < worthPacking) {
      const { parameters, sql } = few(dialect, common, events.map(caused ? toCausedRow : toRow))
      await statements.write(sql, parameters)
      return
    }
    const shared = keysOf(caused ? causedColumns : sharedColumns)
    await statements.write(many(dialect), [...common, ...packRows(keysOf(ownColumns), shared, events.map(toCausedRow))])
  }

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
      let sinceTurn = 0
      for (const piece of cutIntoPieces(sealAll(buffer, seal, toDataText))) {
        if (sinceTurn >= eventsOfStatement) {
          // A write that is only kept waits for nothing: others have their turn here.
          await setImmediate()
          sinceTurn = 0
        }
        sinceTurn += piece.events.length
        if (piece.isUniform) await writeUniform(piece.events)
        else await writeMixed(piece.events, seal.ofAll, caused)
      }
      // Beside the events, so that the newest can't be taken away unseen.
      await statements.write('UPDATE organizations SET audit_head = ? WHERE id = ?', [seal.head(), organizationId])
    },
  }
}

/** One at a time: all of a large change would be in memory twice. */
function* sealAll(
  events: readonly AppendedEvent[],
  seal: ReturnType<typeof createSeal>,
  toDataText: (data: NewEvent['data']) => string,
): Generator<SealedEvent> {
  for (const event of events) yield seal.next(event, toDataText(event.data))
}

/** What is stored of who has done it, for all events that have no cause of their own. */
type Author = ReturnType<typeof createSeal>['ofAll']

function toRow({ data, hash, index, kind, subject, type }: SealedEvent) {
  return { idx: index, subject, hash, type, kind, data }
}

function toCausedRow(event: SealedEvent) {
  const { actor, cause, data, hash, index, kind, subject, type } = event
  return { idx: index, subject, hash, type, kind, data, cause, actor }
}

function keysOf<Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(record) as Name[]
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

export function toEvent(row: EventRow): StoredEvent {
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
