import type { Json } from '../scim/resource/resource-data.ts'

/** What each code of a notice means: something waits for somebody. */
export const noticeCodes = {
  'decisions-paused': 'The stored mapping does not compile on this server: everybody keeps the roles they have.',
  'endpoint-off':
    'A webhook or an event stream was switched off, for nothing could be delivered, or its receiver refused all.',
  'events-given-up': 'Events were given up at a webhook or an event stream, which does not get them any more.',
  'hold-waiting': 'A change has waited for the decision of an owner for longer than it should.',
  ownerless: 'The organization has lost its last Owner.',
  'provider-failing':
    'Of the requests of the provider so many fail that it may stop: Entra puts a connection into quarantine.',
  'provider-silent': 'A provider that used to call has not called for longer than it should.',
  'roles-differ': 'The last verification found derived roles that are not what the facts give, or could not be made.',
  'secret-ends': 'A key, or the last credential of an OAuth client, ends soon or has ended.',
} as const

export type NoticeCode = keyof typeof noticeCodes

/** What is so, whoever has been told of it. */
export interface Notice {
  readonly code: NoticeCode
  /** What it is about, as events name it: `api-keys/<id>`, `holds/<id>`, … */
  readonly subject: string
  /** Tells one time from the next: what has another one here is another notice. */
  readonly occurrence: string
  /**
   * How urgent. It is told from 1 on, and again whenever it is more than it was; at 0 nobody is told yet, and what was told
   * still stands.
   */
  readonly level: number
  /** A sentence that says what to do. */
  readonly message: string
  readonly data: { readonly [name: string]: Json }
}

/** A notice that was told and has not ended: as it was told last. */
export interface StandingNotice extends Notice {
  /** When it was told first (RFC 3339, UTC). */
  readonly since: string
}

/** From when on something is told, in milliseconds. */
export interface NoticeThresholds {
  /** So long before a secret ends: each is told once. */
  readonly secretEnds: readonly number[]
  /** How long a provider may be silent. */
  readonly providerSilent: number
  /** How long a hold may wait. */
  readonly holdWaits: number
}

const day = 24 * 60 * 60 * 1_000

export const defaultNoticeThresholds: NoticeThresholds = {
  secretEnds: [30 * day, 7 * day, day],
  providerSilent: 7 * day,
  holdWaits: day,
}
