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
  findUser(id: string): Promise<HookUser | undefined>
  findUserByUserName(userName: string): Promise<HookUser | undefined>
  findUsersByExternalId(externalId: string): Promise<readonly HookUser[]>
  listGroupsOf(userId: string): Promise<readonly { readonly id: string; readonly displayName: string }[]>
}

/** A user as a hook sees it. */
export interface HookUser {
  readonly id: string
  readonly provisioned: boolean
  readonly active: boolean
  readonly userName: string
  readonly externalId: string | null
  readonly data: ResourceData
}
