import { recordEvents } from '@rolecall/core/change/record-events'
import type { AuditOnly, Cause, NewEvent } from '@rolecall/core/plugin/event'
import { NotFound } from '@rolecall/core/scim/errors'
import type { Store } from '@rolecall/core/store'
import type { AppendedEvent } from '@rolecall/core/store/events'

/** Something for the audit of an organization that no change of it has caused, such as a refused key. */
export interface AuditNote {
  readonly organizationId: string
  readonly type: AuditOnly
  readonly subject: string
  readonly data: NewEvent['data']
  readonly cause: Cause
}

/** What waits to be written into the audit. Adding never waits, and never fails. */
export interface AuditNotes {
  add(note: AuditNote): void
  /** Writes what waits, once and not beyond its time. */
  close(): Promise<void>
}

export interface AuditNotesOptions {
  readonly store: Pick<Store, 'write'>
  readonly now: () => string
  /** Told of what will never be written, and why. */
  readonly onDropped: (notes: number, reason: unknown) => void
  /** How long a note waits for others to be written with, in milliseconds. */
  readonly waitMs: number
}

/** The first one is written at once, and those that say the same within that time as one, with their number. */
const windowMs = 10 * 60 * 1_000
/** How long a close may take. */
const closeMs = 5_000
/** So many different notes of an organization, and so many in all: beyond, they are counted together. */
const mostOfOrganization = 100
const most = 20_000

/** Each is written by itself: it says who has signed in. More than those of an organization wait for one write. */
const single: ReadonlySet<AuditOnly> = new Set<AuditOnly>(['PersonSignedIn'])
const mostSingle = 1_000

interface Waiting {
  readonly note: AuditNote
  count: number
  firstAt: string
  lastAt: string
  due: number
}

/**
 * Writes beside the requests what anybody may cause as often as they like: it costs the database one transaction of an
 * organization in a second, and the log a bounded number of rows in an hour, however many there are.
 */
export function createAuditNotes(options: AuditNotesOptions): AuditNotes {
  const { now, onDropped, waitMs } = options
  const organizations = new Map<string, Map<string, Waiting>>()
  let total = 0
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  let closed = false

  function find(note: AuditNote): Waiting {
    const { organizationId, type } = note
    const known = organizations.get(organizationId) ?? new Map<string, Waiting>()
    organizations.set(organizationId, known)
    const found = known.get(keyOf(note))
    if (found !== undefined) return found
    const isFull = total >= most || known.size >= (single.has(type) ? mostSingle : mostOfOrganization)
    const kept = isFull ? toOthers(note) : note
    const others = known.get(keyOf(kept))
    if (others !== undefined) return others
    const waiting: Waiting = { note: kept, count: 0, firstAt: '', lastAt: '', due: 0 }
    known.set(keyOf(kept), waiting)
    total++
    return waiting
  }

  function forget(organizationId: string, { note }: Waiting): void {
    const known = organizations.get(organizationId)
    if (known?.delete(keyOf(note)) === true) total--
    if (known?.size === 0) organizations.delete(organizationId)
  }

  function schedule(): void {
    if (closed || timer !== undefined || total === 0) return
    timer = setTimeout(() => {
      writing = writeDue(performance.now()).finally(() => {
        timer = undefined
        schedule()
      })
    }, waitMs).unref()
  }

  async function writeDue(time: number): Promise<void> {
    for (const [organizationId, known] of organizations) {
      const due = [...known.values()].filter((waiting) => waiting.due <= time)
      for (const waiting of due) if (waiting.count === 0) forget(organizationId, waiting)
      const told = due.filter(({ count }) => count > 0)
      if (told.length > 0) await write(organizationId, told, time)
    }
  }

  async function write(organizationId: string, told: readonly Waiting[], time: number): Promise<void> {
    const events = told.map(toEvent)
    const before = told.map(({ count, firstAt }) => ({ count, firstAt }))
    for (const waiting of told) {
      waiting.count = 0
      waiting.due = time + windowMs
      if (single.has(waiting.note.type)) forget(organizationId, waiting)
    }
    try {
      await recordEvents(options, organizationId, { kind: 'job', requestId: null, keyId: null }, events)
    } catch (error) {
      if (closed || error instanceof NotFound) return onDropped(told.length, error)
      for (const [index, waiting] of told.entries()) putBack(waiting, before[index] as Waiting)
    }
  }

  /** What has come meanwhile is told with it, as soon as the database is there again. */
  function putBack({ note }: Waiting, { count, firstAt }: Pick<Waiting, 'count' | 'firstAt'>): void {
    const waiting = find(note)
    if (waiting.count === 0) waiting.lastAt = firstAt
    waiting.count += count
    waiting.firstAt = firstAt
    waiting.due = 0
  }

  return {
    add(note) {
      const waiting = find(note)
      waiting.lastAt = now()
      if (waiting.count === 0) waiting.firstAt = waiting.lastAt
      waiting.count++
      schedule()
    },
    async close() {
      closed = true
      clearTimeout(timer)
      const ended = writing.then(() => writeDue(Infinity)).then(() => true)
      if (!(await Promise.race([ended, elapsed(closeMs)]))) onDropped(total, 'the server has stopped')
    },
  }
}

/** What makes two notes say the same: neither the request nor what a client calls itself. */
function keyOf({ cause: { address, keyId, personId, sessionId }, data, subject, type }: AuditNote): string {
  return JSON.stringify([type, subject, data, address, keyId, personId, sessionId])
}

function toOthers({ organizationId, type }: AuditNote): AuditNote {
  const cause = { kind: 'api', requestId: null, keyId: null } as const
  return { organizationId, type, subject: 'others', data: { others: true }, cause }
}

function toEvent({ count, firstAt, lastAt, note: { cause, data, subject, type } }: Waiting): AppendedEvent {
  return { type, subject, data: { ...data, count, firstAt, lastAt }, cause }
}

function elapsed(milliseconds: number): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), milliseconds).unref()
  })
}
