import type { Background } from './background.ts'
import type { PluginHost } from '../host/plugin-host.ts'
import type { Cause } from '../plugin/event.ts'
import type { ResourceTypes } from '../scim/schema/resource-types.ts'
import type { Tolerances } from '../scim/tolerance.ts'
import type { ChangeScope } from './change-scope.ts'
import type { CircumstancesCache } from '../roles/circumstances.ts'
import type { Store } from '../store.ts'
import type { MappingCache } from '../mapping/mapping-cache.ts'

/** What a process lends to every operation. Clock, ids and randomness are arguments. */
export interface OperationServices {
  readonly store: Store
  readonly host: PluginHost
  /** The same that the store and the rules work with. */
  readonly resourceTypes: ResourceTypes
  readonly mappings: MappingCache
  readonly circumstances: CircumstancesCache
  readonly background: Background
  /** Now (RFC 3339, UTC, milliseconds). */
  readonly now: () => string
  /** A new UUIDv7. */
  readonly newId: () => string
  /** How cursors are made (RFC 9865); absent for a secret of the database and an hour. */
  readonly cursor?: CursorOptions
  /** That many bytes from a cryptographic source. */
  readonly randomBytes: (length: number) => Uint8Array
}

export interface CursorOptions {
  /** What cursors are sealed with, the same on all servers; absent for one that the database keeps. */
  readonly secret?: Uint8Array
  /** How long a cursor is good for, in seconds. */
  readonly lifetime?: number
}

/** One request of one organization. */
export interface OperationContext extends OperationServices {
  readonly organizationId: string
  readonly cause: Cause
  /** Where the SCIM endpoints are, without a trailing slash: for `meta.location` and `$ref`. */
  readonly baseUrl: string
  readonly tolerances: Tolerances
  /** The provider that was chosen for the key; `null` or absent where none was. */
  readonly provider?: string | null
  /** The SSO connection that provisioned users sign in by; `''` for the organization's only one. */
  readonly connectionId: string
  /** A change that this request is a part of: it has no transaction of its own, and is committed or undone with all. */
  readonly within?: ChangeScope
}
