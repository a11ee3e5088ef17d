import type { Gone } from './gone.ts'
import type { BackgroundTask } from './background-task.ts'
import type { Commits } from './commits.ts'
import type { CompiledMapping, Decider, TeamPolicy } from '../decider.ts'
import type { BrakeLimits } from '../directory/brake.ts'
import type { OwnerGrant } from '../directory/owner-grant.ts'
import type { NoticeThresholds } from '../directory/notice.ts'
import type { Story } from '../directory/story.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import type { NewEvent } from '../plugin/event.ts'
import type { OrganizationState, StoreTransaction } from '../store.ts'
import type { MappingReader } from '../store/mappings.ts'
import type { PluginHost } from '../host/plugin-host.ts'
import type { Cause } from '../plugin/event.ts'
import type { ResourceTypes } from '../scim/schema/resource-types.ts'
import type { Tolerances } from '../scim/tolerance.ts'
import type { Store } from '../store.ts'

/** What a process lends to every operation. Clock, ids and randomness are arguments. */
export interface OperationServices {
  readonly store: Store
  readonly host: PluginHost
  /** The same that the store and the rules work with. */
  readonly resourceTypes: ResourceTypes
  readonly mappings: MappingCache
  readonly roles: RoleKeeping
  readonly background: Background
  readonly commits: Commits
  /** Now (RFC 3339, UTC, milliseconds). */
  readonly now: () => string
  /** A new UUIDv7. */
  readonly newId: () => string
  /** How cursors are made (RFC 9865); absent for a secret of the database and an hour. */
  readonly cursor?: CursorOptions
  /** What client secrets of SSO connections are sealed with, of 32 bytes; absent where the operator has set nothing. */
  readonly connectionKey?: Uint8Array
  /** From when on notices are told; the usual where it is absent. */
  readonly notices?: NoticeThresholds
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
  /** Whether the client has left before its answer: a write whose turn has not come by then is not carried out. */
  readonly gone?: Gone
  /** Told after each commit of this request what it has changed. */
  readonly tell?: (story: Story) => void
  /** Between two parts of a long read: lets others go on. Never within a transaction, which others may wait for. */
  readonly pause?: () => Promise<void>
  /** What becomes of a list that is too long to be held at once: of the members of a large group. */
  readonly longLists?: 'refused' | 'in parts'
  /** A change that this request is a part of: it has no transaction of its own, and is committed or undone with all. */
  readonly within?: ChangeScope
}

/** One change of one organization under way: what every step gets. */
export interface ChangeScope {
  readonly context: OperationContext
  readonly tx: StoreTransaction
  /** `null` where the stored mapping no longer compiles: nothing is decided, what was decided stays. */
  readonly mapping: CompiledMapping | null
  /** The version that grants made now are of; 0 before the first mapping. */
  readonly mappingVersion: number
  /** Teams and roles as far as grants depend on them; see `withChangedTeams`. */
  readonly circumstances: () => Promise<RoleCircumstances>
  /** The owners as they were before the first write that may concern them; see `watchOwners`. */
  readonly owners: { before: readonly OwnerGrant[] | null }
  /** Whether this transaction has changed teams or roles; see `withChangedTeams`. */
  readonly teams: { changed: boolean }
  /**
   * The brake on revocations: `off` once somebody has confirmed them; `held` is how many wait because of this change; `base`
   * how many grants there were at the beginning of the hour, where an apply has asked before it writes.
   */
  readonly brake: { limits: BrakeLimits | null; off: boolean; held: number; base?: number }
  /** Whether everybody has been decided by a mapping that this transaction has brought. */
  readonly debt: { settled: boolean }
  /** Appends to the organization's log, in the same transaction. */
  readonly record: (type: NewEvent['type'], subject: string, data?: NewEvent['data']) => void
}

/** What says which mapping an organization has. */
export type MappingState = Pick<OrganizationState, 'mappingVersion' | 'mappingCreated'>

/** Compiled mappings by organization and version: a version's text never changes. */
export interface MappingCache {
  readonly decider: Decider
  /**
   * The compiled mapping of that version; version 0 is the empty mapping. `null` for a text that no
   * longer compiles, because a plugin that it needs is gone: then nothing is decided and what was
   * decided stays.
   */
  get(mappings: MappingReader, organizationId: string, state: MappingState): Promise<CompiledMapping | null>
  /** What that version says about teams; of a text that no longer compiles, as it is written: manual roles do not come back by it. */
  getTeamPolicy(mappings: MappingReader, organizationId: string, state: MappingState): Promise<TeamPolicy>
  /** The brake of that version, of a text that no longer compiles too; `null` for none. */
  getLimits(mappings: MappingReader, organizationId: string, state: MappingState): Promise<BrakeLimits | null>
}

/** What a change asks of the room of roles, which is above it: handed in where a process is composed. */
export interface RoleKeeping {
  /** Teams and roles as far as grants depend on them; read again where the transaction has changed any. */
  circumstances(tx: StoreTransaction, policy: TeamPolicy, teams: ChangeScope['teams']): Promise<RoleCircumstances>
  /** In a transaction of its own, before a change: decides what earlier ones have left undecided. */
  settle(scope: ChangeScope): Promise<void>
  /** At its end: holds the owner guard. */
  guard(scope: ChangeScope): Promise<void>
  /** At its end, where anything has changed: notes that no mapping was there to decide it. */
  leave(scope: ChangeScope): Promise<void>
}

/** Where long work runs: in the process itself, or in a thread beside it, never in the way of requests. */
export interface Background {
  /** Resolves when the task has ended. Throws where it could not run to its end. */
  run(services: OperationServices, task: BackgroundTask): Promise<void>
  /** Ends what is under way. */
  close(): Promise<void>
}
