import { hash } from 'node:crypto'

import type { Cause, NewEvent } from '../plugin/event.ts'
import { toActor, toAuditKind, type AuditKind } from './audit.ts'

/** An event as it is stored: what its hash is made of is kept as text, to the letter. */
export interface EventRow {
  readonly revision: number
  readonly index: number
  readonly type: string
  readonly subject: string
  readonly time: string
  /** `null` for an event that the audit does not show. */
  readonly kind: string | null
  readonly actor: string | null
  /** JSON. */
  readonly cause: string
  readonly data: string
  /** `null` for an event of a version that kept no chain. */
  readonly hash: string | null
}

/** What the first event of a chain follows: another organization's chain can't be put in its place. */
export function toGenesis(organizationId: string): string {
  return sha256(JSON.stringify(['rolecall audit 1', organizationId]))
}

/**
 * What seals an event: SHA-256 of the hash before it and of all that is stored of it. A JSON list, so that no text can
 * pass for two of them.
 */
export function toEventHash(previous: string, organizationId: string, row: Omit<EventRow, 'hash'>): string {
  const { actor, cause, data, index, kind, revision, subject, time, type } = row
  return sha256(
    JSON.stringify([previous, organizationId, revision, index, type, subject, time, kind, actor, cause, data]),
  )
}

/** Characters of each hash. */
export const hashLength = 64

/** What of an event is the same for all of its transaction. */
export interface ChainPlace {
  readonly organizationId: string
  readonly revision: number
  readonly now: string
  readonly cause: Cause
  /** The hash of the newest event before it; `null` where there is none. */
  readonly head: string | null
}

/** An event as it is stored, but for its revision and its time. */
export interface SealedEvent {
  readonly index: number
  readonly type: NewEvent['type']
  readonly subject: string
  readonly kind: AuditKind | null
  readonly actor: string | null
  readonly cause: string
  readonly data: string
  readonly hash: string
}

/** Seals the events of one transaction, one after another. */
export function createSeal(place: ChainPlace) {
  const { cause: common, head, organizationId } = place
  const toHash = createEventHash(place)
  const ofAll = { cause: JSON.stringify(common), actor: toActor(common) }
  let previous = head ?? toGenesis(organizationId)
  let index = 0
  return {
    /** What is stored of the cause where an event has none of its own. */
    ofAll,
    /** `data` is the event's as JSON. */
    next(event: NewEvent & { readonly cause?: Cause }, data: string): SealedEvent {
      const { cause: own, subject, type } = event
      const kind = toAuditKind(event, own ?? common)
      const { actor, cause } = own === undefined ? ofAll : { cause: JSON.stringify(own), actor: toActor(own) }
      const row = { index: index++, type, subject, kind, actor, cause, data }
      previous = toHash(previous, row)
      return Object.assign(row, { hash: previous })
    },
    /** The hash of the last one. */
    head: () => previous,
  }
}

/**
 * `toEventHash` for many events of one transaction: what an event has in common with the one before it is made JSON once,
 * which is most of what a hundred thousand members of a group say.
 */
function createEventHash({ now, organizationId, revision }: ChainPlace) {
  const before = `${JSON.stringify(organizationId)},${revision}`
  const time = JSON.stringify(now)
  let last: Omit<SealedEvent, 'hash'> | undefined
  let same = ''
  let author = ''
  return (previous: string, row: Omit<SealedEvent, 'hash'>): string => {
    if (last === undefined || !isOfSameKind(last, row)) {
      const { actor, cause, kind, subject, type } = row
      if (last?.cause !== cause || last.actor !== actor) author = `${JSON.stringify(actor)},${JSON.stringify(cause)}`
      same = `${JSON.stringify(type)},${JSON.stringify(subject)},${time},${JSON.stringify(kind)},${author}`
    }
    last = row
    return sha256(`["${previous}",${before},${row.index},${same},${JSON.stringify(row.data)}]`)
  }
}

/** Whether two events of one transaction differ in nothing but their place and their data. */
export function isOfSameKind(one: Omit<SealedEvent, 'hash'>, other: Omit<SealedEvent, 'hash'>): boolean {
  return (
    one.type === other.type &&
    one.subject === other.subject &&
    one.kind === other.kind &&
    one.cause === other.cause &&
    one.actor === other.actor
  )
}

function sha256(text: string): string {
  return hash('sha256', text)
}
