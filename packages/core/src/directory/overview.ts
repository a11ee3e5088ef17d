import type { NoticeCode } from './notice.ts'
import type { OffReason, SubscriptionKind } from './subscription.ts'
import type { Verification } from './verification.ts'

/** How far an organization is set up, and how it is (`/api/overview`). */
export interface Overview {
  readonly organization: { readonly id: string; readonly name: string }
  /** What the identity provider is given: the tenant URL. */
  readonly tenantUrl: string
  readonly counts: {
    readonly members: number
    readonly groups: number
    readonly teams: number
    readonly unresolvedMembers: number
  }
  /** Effective Owners. */
  readonly owners: number
  /** Since when it has lost its last Owner; `null` while it has one, and before the first. */
  readonly ownerlessSince: string | null
  /** What waits for an owner. */
  readonly openHolds: number
  readonly mappingVersion: number
  /** Webhooks and event streams that the server has switched off, for nothing could be delivered. */
  readonly endpointsOff: readonly EndpointOff[]
  /** What waits for somebody, of all kinds: events tell of the same. */
  readonly notices: readonly NoticeView[]
  /** Whether nothing is decided for the present, because the stored mapping does not compile; it is, as soon as one does. */
  readonly decisionsPaused: boolean
  /** Whether derived roles were what the facts give; `null` before the first time that was looked at. */
  readonly verification: Verification | null
  /** In the order in which they are worked through; `token-exchange` only where there is an OAuth client, `provider-roles` where something is amiss. */
  readonly checks: readonly SetupCheck[]
}

/** A notice as it is shown. */
export interface NoticeView {
  readonly code: NoticeCode
  readonly subject: string
  /** When it was told first, or else now. */
  readonly since: string
  /** A sentence that says what to do. */
  readonly message: string
}

/** Where nothing is delivered any more until an owner switches it on again. */
export interface EndpointOff {
  readonly id: string
  readonly kind: SubscriptionKind
  readonly displayName: string
  readonly reason: OffReason
  /** What the last attempt came to. */
  readonly lastError: string | null
}

export type SetupCheckName =
  | 'token-exchange'
  | 'connection'
  | 'first-user'
  | 'external-id'
  | 'external-id-shared'
  | 'email'
  | 'provider-roles'
  | 'first-group'
  | 'external-id-shared-groups'
  | 'mapping'

/** One step of setting up. */
export interface SetupCheck {
  readonly name: SetupCheckName
  /** `attention`: something has arrived, and it is not as it should be. */
  readonly state: 'waiting' | 'attention' | 'done'
  /** When it was last seen; `null` while it waits. */
  readonly at: string | null
  /** Of the `of` that were looked at (of samples the newest), so many are not as they should be. */
  readonly affected: number
  readonly of: number
  /** Some of those, to look at: by `userName`, or groups by `displayName`; of `token-exchange` and `connection` why it was refused. */
  readonly examples: readonly string[]
}
