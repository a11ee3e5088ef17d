import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { Tolerances } from '../scim/tolerance.ts'

/** What a hook before the transaction knows. */
export interface RequestContext {
  readonly organizationId: string
  /** Records by name each leniency that is applied; asks whether it is allowed. */
  readonly tolerances: Tolerances
  /** The provider that was chosen for the key; `null` where none was. */
  readonly provider?: string | null
}

/** What a hook inside the transaction knows: data and a reader, nothing that reaches outside. */
export interface TransactionContext extends RequestContext {
  /** Now (RFC 3339, UTC). */
  readonly now: string
  /** Whether this organization lets a provider change `userName`. */
  readonly userNameMutable: boolean
  readonly reader: HookReader
}

/**
 * Reads of the organization within the transaction. Revoked when the hook has answered or its time
 * is over: a call after that throws.
 */
export interface HookReader {
  /** A user by SCIM id. */
  findUser(id: string): Promise<HookUser | undefined>
  /** A user by `userName`, without regard to case. */
  findUserByUserName(userName: string): Promise<HookUser | undefined>
  /** Users with this `externalId`; there may be several. */
  findUsersByExternalId(externalId: string): Promise<readonly HookUser[]>
  /** The groups that a user is in. */
  listGroupsOf(userId: string): Promise<readonly { readonly id: string; readonly displayName: string }[]>
}

/** A user as a hook sees it. */
export interface HookUser {
  /** The SCIM id. */
  readonly id: string
  /** Whether a provider has sent this person; else somebody was invited by hand. */
  readonly provisioned: boolean
  /** Whether the provider says that this person is active. */
  readonly active: boolean
  /** As it was sent. */
  readonly userName: string
  /** The provider's own id; `null` where it sends none. */
  readonly externalId: string | null
  /** The whole resource as it is stored. */
  readonly data: ResourceData
}
