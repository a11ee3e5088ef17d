import type { Cause, NewEvent, StoredEvent } from '@rolecall/core/plugin/event'
import type { EventPlace, EventReader, EventWriter } from '@rolecall/core/store/events'

import type { Reading, Writing } from '../reading.ts'
import { keyOf } from '../table.ts'

/** Rows are kept in the order of their writing, which is that of the log. */
export function createEventReader({ organizationId, tables }: Reading): EventReader {
  const where = (condition: (event: StoredEvent) => boolean): StoredEvent[] =>
    tables().events.rows(organizationId).filter(condition)
  return {
    list: async (after, limit) => where(isAfter(after)).slice(0, limit),
    listOf: async (subject, after, limit) =>
      where((event) => event.subject === subject)
        .filter(isAfter(after))
        .slice(0, limit),
    listOfRevision: async (revision, subject) =>
      where((event) => event.revision === revision && event.subject === subject),
  }
}

function isAfter(place: EventPlace | null): (event: EventPlace) => boolean {
  if (place === null) return () => true
  return ({ index, revision }) => revision > place.revision || (revision === place.revision && index > place.index)
}

/** Events of one transaction, written before its commit. */
export interface BufferedEvents extends EventWriter {
  flush(): void
}

export function createEventWriter({ now, organizationId, revision, writing }: Writing, cause: Cause): BufferedEvents {
  const buffer: NewEvent[] = []
  return {
    append(events) {
      for (const event of events) buffer.push(event)
    },
    flush() {
      if (buffer.length === 0) return
      writing.write(({ events }) => {
        for (const [index, { data, subject, type }] of buffer.entries()) {
          const event = { revision, index, type, subject, time: now, cause, data }
          events.put(organizationId, keyOf(revision, index), event)
        }
      })
    },
  }
}
