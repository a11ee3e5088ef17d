import type { PlatformEvent } from './directory/platform-event.ts'
import type { OrganizationOfProduct, OrganizationSettings } from './directory/organization.ts'
import type { Cause } from './plugin/event.ts'
import type { AssignmentReader, AssignmentWriter } from './store/assignments.ts'
import type { AsyncRequestReader, AsyncRequestStore, AsyncRequestWriter } from './store/async-requests.ts'
import type { BindingReader, BindingWriter } from './store/bindings.ts'
import type { ClientReader, ClientStore, ClientWriter } from './store/clients.ts'
import type { ConnectionReader, ConnectionStore, ConnectionWriter } from './store/connections.ts'
import type { EventReader, EventWriter } from './store/events.ts'
import type { GrantReader, GrantWriter } from './store/grants.ts'
import type { GroupFindingReader, GroupFindingWriter } from './store/group-findings.ts'
import type { GroupReader, GroupWriter } from './store/groups.ts'
import type { HoldReader, HoldWriter } from './store/holds.ts'
import type { IdentityReader, IdentityWriter } from './store/identities.ts'
import type { JobStore, JobWriter } from './store/jobs.ts'
import type { ApiKeyStore, KeyReader, KeyWriter } from './store/keys.ts'
import type { MappingReader, MappingWriter } from './store/mappings.ts'
import type { MemberReader, MemberWriter } from './store/members.ts'
import type { OrganizationStore } from './store/organizations.ts'
import type { NoticeReader, NoticeStore, NoticeWriter } from './store/notices.ts'
import type { PlatformStore } from './store/platform.ts'
import type { PlatformFeedStore } from './store/platform-feed.ts'
import type { PeopleReader } from './store/people.ts'
import type { PlanReader, PlanStore } from './store/plans.ts'
import type { RequestLogReader, RequestLogStore } from './store/request-log.ts'
import type { ResourceReader } from './store/resources.ts'
import type { RevocationReader, RevocationWriter } from './store/revocations.ts'
import type { SecretStore } from './store/secrets.ts'
import type { SessionStore, SessionWriter } from './store/sessions.ts'
import type { SignInStore, SignInWriter } from './store/sign-ins.ts'
import type { SubscriptionReader, SubscriptionStore, SubscriptionWriter } from './store/subscriptions.ts'
import type { TeamReader, TeamWriter } from './store/teams.ts'
import type { UserReader, UserWriter } from './store/users.ts'
import type { DailyCountStore } from './store/daily-counts.ts'
import type { VerificationStore } from './store/verifications.ts'

/**
 * The port to the database. Everything an organization owns is reached through its id, so no query
 * can leave the organization. Implemented by `@rolecall/store` on SQLite and PostgreSQL, and by
 * `@rolecall/testkit` in memory; all three pass one contract suite. A failure is a `StoreError`.
 */
export interface Store {
  readonly organizations: OrganizationStore
  readonly apiKeys: ApiKeyStore
  readonly clients: ClientStore
  readonly requestLog: RequestLogStore
  readonly sessions: SessionStore
  readonly connections: ConnectionStore
  readonly signIns: SignInStore
  readonly subscriptions: SubscriptionStore
  readonly asyncRequests: AsyncRequestStore
  readonly jobs: JobStore
  readonly secrets: SecretStore
  readonly dailyCounts: DailyCountStore
  readonly verifications: VerificationStore
  readonly notices: NoticeStore
  readonly platform: PlatformStore
  readonly platformFeed: PlatformFeedStore
  /** Plans of one organization, beside its directory. */
  plans(organizationId: string): PlanStore
  /** Reads of one organization, outside of a transaction. `ahead` asks for what will be read, as that of `WriteScope`. */
  read(organizationId: string, ahead?: (reader: StoreReader) => void): StoreReader
  /** Runs `work` over one state of the organization, which no write that goes on beside it changes. */
  snapshot<T>(organizationId: string, work: (reader: StoreReader) => Promise<T>): Promise<T>
  /**
   * Runs `work` in a transaction that first raises the organization's revision, so that writes of one
   * organization are serial. Answers only after the commit. A transaction whose work wrote nothing is
   * rolled back, revision included; so is one whose work throws, and the error is passed on.
   * `NotFound` where there is no such organization. A write whose turn comes after `scope.gone` throws is not begun:
   * it throws the signal's reason.
   */
  write<T>(organizationId: string, scope: WriteScope, work: (transaction: StoreTransaction) => Promise<T>): Promise<T>
  /**
   * Makes an organization, and runs `work` in the transaction that does: both or neither. `undefined`, and nothing is done,
   * where there is one that the product calls so, or that has this as its id.
   */
  create<T>(
    organization: OrganizationOfProduct,
    scope: WriteScope,
    work: (transaction: StoreTransaction) => Promise<T>,
  ): Promise<{ readonly value: T } | undefined>
  /** Throws where the database can't be reached or isn't migrated. */
  check(): Promise<void>
  /** Waits for the writes under way, then closes every connection. */
  close(): Promise<void>
}

/** What a writing transaction needs to know from outside. */
export interface WriteScope {
  readonly cause: Cause
  /** Now (RFC 3339, UTC, milliseconds): the time of everything written by it. */
  readonly now: string
  /** Throws when whoever asked waits for no answer any more. */
  readonly gone?: Pick<AbortSignal, 'throwIfAborted'> | undefined
  /**
   * Asks for what the work will probably read, so that it comes by the trip that the transaction begins with. Nothing is
   * answered here: the work asks again, and has it at once. A guess that is wrong costs a little and changes nothing.
   */
  readonly ahead?: ((reader: StoreReader) => void) | undefined
  /**
   * Whether it may turn out to read and write very much, as a change of a group of a hundred thousand. Where a database has one
   * writer, such a write is prepared beside it, so that other organizations need not wait for all of it.
   */
  readonly mayBeLong?: boolean | undefined
}

/** Reads of one organization. Lists are ordered by id where nothing else is said. */
export interface StoreReader {
  readonly organizationId: string
  readonly users: UserReader
  readonly people: PeopleReader
  readonly groups: GroupReader
  readonly groupFindings: GroupFindingReader
  readonly resources: ResourceReader
  readonly members: MemberReader
  readonly grants: GrantReader
  readonly assignments: AssignmentReader
  readonly bindings: BindingReader
  readonly mappings: MappingReader
  readonly teams: TeamReader
  readonly identities: IdentityReader
  readonly connections: ConnectionReader
  readonly keys: KeyReader
  readonly clients: ClientReader
  readonly events: EventReader
  readonly requestLog: RequestLogReader
  readonly subscriptions: SubscriptionReader
  readonly asyncRequests: AsyncRequestReader
  readonly holds: HoldReader
  readonly notices: NoticeReader
  readonly revocations: RevocationReader
  /** Since when the organization has lost its last Owner; `null` while it has one, and before the first. */
  getOwnerlessSince(): Promise<string | null>
  readonly plans: PlanReader
  /** The organization as its last commit left it, with the versions that caches are keyed by. */
  getState(): Promise<OrganizationState>
}

/** The versions that caches are keyed by, returned by the first statement of each transaction. */
export interface OrganizationState {
  readonly revision: number
  /** 0 before the first mapping. */
  readonly mappingVersion: number
  /** When that version was made: it comes again where the database is brought back to before it. `null` before the first. */
  readonly mappingCreated: string | null
  readonly catalogueVersion: number
  /** The first revision of which nothing is decided yet, because the stored mapping did not compile; `null` for none. */
  readonly undecidedSince: number | null
  /** Since when nobody is let in; `null` where all are. */
  readonly suspendedAt: string | null
  readonly settings: OrganizationSettings
}

/** Reads that see the transaction's own writes, and the writes. */
export interface StoreTransaction extends StoreReader {
  readonly state: OrganizationState
  readonly now: string
  readonly cause: Cause
  readonly users: UserReader & UserWriter
  readonly groups: GroupReader & GroupWriter
  readonly groupFindings: GroupFindingReader & GroupFindingWriter
  readonly members: MemberReader & MemberWriter
  readonly grants: GrantReader & GrantWriter
  readonly assignments: AssignmentReader & AssignmentWriter
  readonly bindings: BindingReader & BindingWriter
  readonly mappings: MappingReader & MappingWriter
  readonly teams: TeamReader & TeamWriter
  readonly identities: IdentityReader & IdentityWriter
  readonly connections: ConnectionReader & ConnectionWriter
  readonly keys: KeyReader & KeyWriter
  readonly clients: ClientReader & ClientWriter
  readonly events: EventReader & EventWriter
  readonly subscriptions: SubscriptionReader & SubscriptionWriter
  readonly asyncRequests: AsyncRequestReader & AsyncRequestWriter
  readonly holds: HoldReader & HoldWriter
  readonly notices: NoticeReader & NoticeWriter
  readonly jobs: JobWriter
  readonly sessions: SessionWriter
  readonly signIns: SignInWriter
  readonly revocations: RevocationReader & RevocationWriter
  setOwnerless(since: string | null): Promise<void>
  setUndecided(since: number | null): Promise<void>
  setSettings(settings: OrganizationSettings): Promise<void>
  setName(name: string): Promise<void>
  /** Suspends the organization, with every key that it has, or lets all in again. */
  setSuspended(since: string | null): Promise<void>
  /**
   * Deletes the organization: from the commit on nobody finds it, its id of the product is free, nothing of it is delivered, and the
   * event stands in the feed over all. What there is of it is taken away later (`OrganizationStore.eraseSome`).
   */
  setDeleted(event: PlatformEvent): Promise<void>
}
