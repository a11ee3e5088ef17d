import type { Json } from '../scim/resource/resource-data.ts'

/**
 * Why something waits for an owner.
 * `takeover`: a group has taken the name of a bound one. `external-id-changed`: a bound group is another one at the
 * provider now. `brake`: more was to be revoked than the limits allow. `owner-relinked`: an Owner is to sign in by
 * another subject. `person-replaced`: somebody who was inactive has come back with another `externalId`.
 * `revert-refused`: a version of the mapping was not confirmed, and the one before is refused today.
 */
export type HoldKind =
  | 'takeover'
  | 'external-id-changed'
  | 'brake'
  | 'owner-relinked'
  | 'person-replaced'
  | 'revert-refused'

/** `dissolved`: what it was about no longer is. */
export type HoldState = 'open' | 'approved' | 'rejected' | 'expired' | 'dissolved'

/** Something that waits, or has waited, for an owner. */
export interface Hold {
  /** A UUIDv7: newer holds have greater ids. */
  readonly id: string
  readonly kind: HoldKind
  readonly state: HoldState
  readonly created: string
  /** When it is decided by itself; `null` for never. */
  readonly expiresAt: string | null
  /** What it is about: `groups/<id>`, `users/<id>`, `mapping/<version>`, or `organization`. */
  readonly subject: string
  /** Tells what was decided about once: of one topic a hold that was rejected is not opened again. */
  readonly topic: string
  /** A sentence for the owner. */
  readonly reason: string
  /** What deciding it needs to know. */
  readonly detail: { readonly [name: string]: Json }
  /** The roles it was about when it was decided; `null` while it is open: then they are what the grants are. */
  readonly lines: readonly HoldLine[] | null
  readonly decidedAt: string | null
  /** The key that decided; `null` for the operator and for time. */
  readonly decidedBy: string | null
}

/** One role that waits. */
export interface HoldLine {
  /** Names it within its hold; not there in holds that were decided long ago. */
  readonly id?: string
  readonly userId: string
  readonly emailAddress: string
  /** `organization`, `team:` and its id; `effect:` and its name for what a plugin gave. */
  readonly scope: string
  /** The role; of an effect its value as JSON. */
  readonly role: string
  /** What approving does. */
  readonly effect: 'grant' | 'revoke'
  readonly rule: string | null
  readonly group: string | null
  readonly groupId: string | null
}
