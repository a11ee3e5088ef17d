import { toEventHash, toGenesis, type EventRow } from '../directory/event-chain.ts'
import type { Store } from '../store.ts'
import { readEvents, toAuditEntry, toEventId } from './audit.ts'

/** Why an event does not fit into the chain. */
export type AuditProblem =
  /** It is not what was written, or what stood before it has been changed, removed, added or moved. */
  | 'changed'
  /** It has no hash, though the chain had begun. */
  | 'unsealed'
  /** The newest events are gone, or what the organization keeps as the newest hash is another one. */
  | 'cut'

/** A place where the chain is broken. */
export interface AuditBreak {
  readonly problem: AuditProblem
  /** The event that does not fit; `null` where the end is missing. */
  readonly at: string | null
  /** The last event before it that does; `null` for none. */
  readonly after: string | null
}

/** From where on the chain is whole, by the word of an operator. */
export interface AuditAnchor {
  readonly id: string
  readonly time: string
  readonly actor: string | null
  readonly reason: string
}

/** What the chain of an organization is found to be. */
export interface AuditVerdict {
  readonly organizationId: string
  /** Events in the chain, and those that are older than it. */
  readonly events: number
  readonly older: number
  /** The newest event, and the hash that seals it and all before it: kept elsewhere, it shows a chain that was made anew. */
  readonly last: string | null
  readonly head: string | null
  /** Since the last anchor: the first place where the chain is broken, and how many there are. */
  readonly broken: AuditBreak | null
  readonly breaks: number
  readonly anchor: AuditAnchor | null
  /** Whether the hash that was expected is one of the chain; `null` where none was. */
  readonly expectedFound: boolean | null
}

/** Holds every event of an organization against the chain, over one state of the database. */
export function verifyAudit(
  { store }: { readonly store: Pick<Store, 'snapshot'> },
  organizationId: string,
  expected: string | null = null,
): Promise<AuditVerdict> {
  return store.snapshot(organizationId, async (reader) => {
    const check = createCheck(organizationId, await reader.events.getHead(), expected)
    for await (const rows of readEvents(reader)) for (const row of rows) check.next(row)
    return check.end()
  })
}

function createCheck(organizationId: string, head: string | null, expected: string | null) {
  let previous = toGenesis(organizationId)
  let events = 0
  let older = 0
  let last: string | null = null
  let breaks: AuditBreak[] = []
  let anchor: AuditAnchor | null = null
  let found = false

  const blame = (problem: AuditProblem, at: string | null) => void breaks.push({ problem, at, after: last })

  function check(row: EventRow): void {
    const id = toEventId(row)
    if (row.hash === null) return blame('unsealed', id)
    const base = row.type === 'AuditAnchored' ? headOf(row) : null
    const restarts = base !== null && row.hash === toEventHash(base, organizationId, row)
    if (restarts) {
      anchor = toAnchor(row)
      breaks = []
    } else if (row.hash !== toEventHash(previous, organizationId, row)) blame('changed', id)
    previous = row.hash
    last = id
    found ||= row.hash === expected
  }

  return {
    next(row: EventRow): void {
      if (last === null && row.hash === null) older++
      else {
        events++
        check(row)
      }
    },
    end(): AuditVerdict {
      if (head !== (last === null ? null : previous)) blame('cut', null)
      const expectedFound = expected === null ? null : found
      return {
        organizationId,
        events,
        older,
        last,
        head,
        broken: breaks[0] ?? null,
        breaks: breaks.length,
        anchor,
        expectedFound,
      }
    },
  }
}

/** The hash that an anchor says it follows: the newest that the organization knew, be its event there or not. */
function headOf(row: EventRow): string | null {
  const { data } = toAuditEntry(row)
  return typeof data === 'object' && data !== null && 'head' in data && typeof data.head === 'string' ? data.head : null
}

function toAnchor(row: EventRow): AuditAnchor {
  const { actor, data, id, time } = toAuditEntry(row)
  return { id, time, actor, reason: (data as { readonly reason: string }).reason }
}
