import { auditOnly } from '@rolecall/core/directory/audit'
import { createSeal, type EventRow } from '@rolecall/core/directory/event-chain'
import type { Cause, EventType, StoredEvent } from '@rolecall/core/plugin/event'
import type { AppendedEvent, AuditQuery, EventPlace, EventReader, EventWriter } from '@rolecall/core/store/events'

import type { Reading, Writing } from '../reading.ts'
import { keyOf } from '../table.ts'
import { changeOrganization } from './organizations.ts'

export const hidden: ReadonlySet<string> = new Set(auditOnly)

/** Rows are kept in the order of their writing, which is that of the log. */
export function createEventReader({ organizationId, tables }: Reading): EventReader {
  const rows = () => tables().events.rows(organizationId)
  const where = (condition: (event: EventRow) => boolean): StoredEvent[] => rows().filter(condition).map(toEvent)
  return {
    list: async (after, limit) => where((event) => isAfter(after, event) && !hidden.has(event.type)).slice(0, limit),
    listOf: async (subject, after, limit) =>
      where((event) => event.subject === subject && isAfter(after, event)).slice(0, limit),
    listNewest: async (limit) => rows().toReversed().slice(0, limit).map(toEvent),
    listNewestOf: async (subject, before, limit) =>
      where((event) => event.subject === subject && (before === null || isAfter(event, before)))
        .toReversed()
        .slice(0, limit),
    listOfRevision: async (revision, subject) =>
      where((event) => event.revision === revision && event.subject === subject),
    listAudit: async (query) =>
      rows()
        .filter((event) => matches(query, event))
        .toReversed()
        .slice(0, query.limit),
    listRows: async (after, limit) =>
      rows()
        .filter((event) => isAfter(after, event))
        .slice(0, limit),
    getHead: async () => tables().organizations.get(organizationId, '')?.auditHead ?? null,
    getHash: async (place) => rows().findLast((event) => !isAfter(place, event))?.hash ?? null,
  }
}

function matches({ actor, before, from, kind, to }: AuditQuery, event: EventRow): boolean {
  return (
    event.kind !== null &&
    (kind === undefined || event.kind === kind) &&
    (actor === undefined || event.actor === actor) &&
    (from === undefined || event.time >= from) &&
    (to === undefined || event.time < to) &&
    (before === null || isAfter(event, before))
  )
}

export function isAfter(place: EventPlace | null, { index, revision }: EventPlace): boolean {
  return place === null || revision > place.revision || (revision === place.revision && index > place.index)
}

export function toEvent({ cause, data, index, revision, subject, time, type }: EventRow): StoredEvent {
  return {
    revision,
    index,
    type: type as EventType,
    subject,
    time,
    cause: JSON.parse(cause) as Cause,
    data: JSON.parse(data) as StoredEvent['data'],
  }
}

/** Events of one transaction, written before its commit. */
export interface BufferedEvents extends EventWriter {
  flush(): void
}

export function createEventWriter(
  { now, organizationId, revision, writing }: Writing,
  cause: Cause,
  head: string | null,
): BufferedEvents {
  const buffer: AppendedEvent[] = []
  return {
    append(events) {
      for (const event of events) buffer.push(event)
    },
    flush() {
      if (buffer.length === 0) return
      const seal = createSeal({ organizationId, revision, now, cause, head })
      writing.write((open) => {
        for (const event of buffer) {
          const sealed = seal.next(event, JSON.stringify(event.data))
          const row: EventRow = { ...sealed, revision, time: now }
          open.events.put(organizationId, keyOf(revision, sealed.index), row)
        }
        changeOrganization(open, organizationId, () => ({ auditHead: seal.head() }))
      })
    },
  }
}
