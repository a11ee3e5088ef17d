import type { ApiKeyRecord } from './directory/api-key.ts'
import type { Assignment } from './plugin/assignment.ts'
import type { Grant, GrantScope, GrantSource } from './directory/grant.ts'
import type { GroupMember, GroupRecord, Membership, UserRecord } from './directory/member.ts'
import type { GroupMemberView } from './directory/group-view.ts'
import type { Hold, HoldKind, HoldState } from './directory/hold.ts'
import type { Job, NewJob } from './directory/job.ts'
import type { Organization, OrganizationSettings } from './directory/organization.ts'
import type { NewPlan, Plan, PlanProgress, PlanResult, PlanRowKind, StoredLine } from './plan/plan.ts'
import type { LoggedRequest, RequestCount, RequestLogEntry, RequestLogQuery } from './directory/request-log.ts'
import type { RoleCatalogue } from './directory/role-catalogue.ts'
import type { Session, SessionKey } from './directory/session.ts'
import type { Identity, SsoConnection } from './directory/sso-connection.ts'
import type { Team, TeamKey } from './directory/team.ts'
import type { Verification, VerificationSummary } from './directory/verification.ts'
import type { Cause, NewEvent, StoredEvent } from './plugin/event.ts'
import type { ResourceData } from './scim/resource/resource-data.ts'
import type { ResolvedFilter } from './scim/filter/resolved-filter.ts'
import type { MemberValue } from './scim/patch/member-changes.ts'
import type { Place, Sort } from './scim/resource/sort.ts'
import type { ResolvedAttribute } from './scim/schema/find-attribute.ts'
import type { ResourceTypeName } from './plugin/hook-points.ts'

/**
 * The port to the database. Everything an organization owns is reached through its id, so no query
 * can leave the organization. Implemented by `@rolecall/store` on SQLite and PostgreSQL; both pass
 * one contract suite. A failure is a `StoreError`.
 */
export interface Store {
  readonly dialect: 'sqlite' | 'postgres'
  readonly organizations: OrganizationStore
  readonly apiKeys: ApiKeyStore
  readonly requestLog: RequestLogStore
  readonly sessions: SessionStore
  readonly jobs: JobStore
  readonly secrets: SecretStore
  readonly verifications: VerificationStore
  /** Plans of one organization, beside its directory. */
  plans(organizationId: string): PlanStore
  /** Reads of one organization, outside of a transaction. */
  read(organizationId: string): StoreReader
  /** Runs `work` over one state of the organization, which no write that goes on beside it changes. */
  snapshot<T>(organizationId: string, work: (reader: StoreReader) => Promise<T>): Promise<T>
  /**
   * Runs `work` in a transaction that first raises the organization's revision, so that writes of one
   * organization are serial. Answers only after the commit. A transaction whose work wrote nothing is
   * rolled back, revision included; so is one whose work throws, and the error is passed on.
   * `NotFound` where there is no such organization.
   */
  write<T>(organizationId: string, scope: WriteScope, work: (transaction: StoreTransaction) => Promise<T>): Promise<T>
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
}

/** Organizations, across organizations: for the operator's commands. */
export interface OrganizationStore {
  insert(organization: Organization): Promise<void>
  /** Inserts it if there is none at all, and answers whether it did: of several processes at once, one does. */
  insertFirst(organization: Organization): Promise<boolean>
  find(id: string): Promise<Organization | undefined>
  /** By id. */
  list(): Promise<Organization[]>
  /** How many have lost their last Owner and have none yet. */
  countOwnerless(): Promise<number>
}

/**
 * Due work across organizations. Any of several processes claims a job by compare-and-set, for a time:
 * when that is over and the job still stands, whoever claimed it has crashed, and another one may.
 */
export interface JobStore {
  /** Makes a job of that kind, without subject, for each organization that lacks it. */
  ensure(kind: string, dueAt: string): Promise<void>
  /** Jobs of these kinds that are due and not claimed, the longest due first. */
  listDue(kinds: readonly string[], now: string, limit: number): Promise<Job[]>
  /** When the next job of these kinds is due; `null` for none. */
  nextDue(kinds: readonly string[]): Promise<string | null>
  /** The job as claimed, or `undefined` where somebody else was faster. */
  claim(job: Job, now: string, until: string): Promise<Job | undefined>
  /** Ends a claim that still stands: `next` is when the job is due again, `null` for never. */
  finish(job: Job, next: string | null): Promise<void>
  /** Gives a claim back, for a later attempt. */
  postpone(job: Job, dueAt: string): Promise<void>
}

/** API keys by what authenticates: the only look-up that does not know its organization yet. */
export interface ApiKeyStore {
  /** The key of that id, whatever its state. */
  find(id: string): Promise<ApiKeyRecord | undefined>
  /** Notes a use; never waits for, nor fails, a request. */
  touch(id: string, now: string): void
  /** Notes the provider that a request of the key shows; never waits for, nor fails, a request. */
  noteProvider(id: string, provider: string): void
}

/** Sign-ins to the console, by what authenticates: like a key, a token does not know its organization. */
export interface SessionStore {
  /** The key of a session that has not ended by `now`, whatever the key's own state; none once the key is rotated. */
  find(hash: string, now: string): Promise<SessionKey | undefined>
  /** Also drops those that have ended by then. */
  insert(session: Session): Promise<void>
  delete(hash: string): Promise<void>
}

/** Secrets of the installation, which belong to no organization: for what all its servers must be able to check. */
export interface SecretStore {
  /** The secret of this name; the first one who asks for it gives it. Remembered by the process. */
  get(name: string, first: () => Uint8Array): Promise<Uint8Array>
}

/** The last verification of each organization, written beside its directory. */
export interface VerificationStore {
  find(organizationId: string): Promise<Verification | undefined>
  /** Takes the place of the one before. */
  put(organizationId: string, verification: Verification): Promise<void>
  /** Of all organizations together. */
  summarize(): Promise<VerificationSummary>
}

/** The provisioning log, which is written beside the transactions of requests. */
export interface RequestLogStore {
  /** Appends requests of any organizations, and counts them, in one transaction of their own. */
  append(entries: readonly RequestLogEntry[]): Promise<void>
  /** Removes at most `limit` requests of before an instant, and the counts of before it; answers how many requests. */
  trim(organizationId: string, before: string, limit: number): Promise<number>
}

/** What is asked of a resource type: a page by index (RFC 7644 §3.4.2.4). */
export interface ResourceQuery {
  readonly filter: ResolvedFilter | null
  /** `null` for the order of ids, which is the order of creation. */
  readonly sort: Sort | null
  /** From 1. */
  readonly startIndex: number
  /** At most so many; 0 for the total alone. */
  readonly count: number
}

/** What is asked of a resource type beside a place in its order: a page by cursor (RFC 9865). */
export interface SeekQuery {
  readonly filter: ResolvedFilter | null
  /** `null` for the order of ids alone: no resource has a value to be ordered by. */
  readonly sortBy: ResolvedAttribute | null
  /** Up the order of values, where those without one come last, or down: the exact reverse, ids included. */
  readonly ascending: boolean
  /** Only what comes after this place on the way; `null` for all. */
  readonly from: Place | null
  readonly count: number
}

/** A resource and its place in the order that was asked for. */
export interface Placed<T> {
  readonly record: T
  readonly place: Place
}

/** A page by index of all resource types in one order. */
export interface RootQuery {
  /** What is asked of each type, in the same order of sorting; a type without the attribute has no values. */
  readonly types: Readonly<Record<ResourceTypeName, Pick<SeekQuery, 'filter' | 'sortBy'>>>
  readonly ascending: boolean
  /** From 1. */
  readonly startIndex: number
  readonly count: number
}

/** A page and the number of all that match. */
export interface Page<T> {
  readonly total: number
  readonly records: readonly T[]
}

/** A page of a list by keyset: those after `after`, at most `limit`. */
export interface KeysetPage {
  readonly after: string | null
  readonly limit: number
}

/** A place in the list of groups by name. */
export interface GroupPlace {
  readonly nameKey: string
  readonly id: string
}

/** Which users: those that match every part that is not `null`, after that folded `userName`. */
export interface UserSearch extends KeysetPage {
  /** Folded text within `userName` or the name shown. */
  readonly search: string | null
  /** Users to whom some grant gives a role of this scope, in force or not. */
  readonly scope: GrantScope | null
  readonly active: boolean | null
}

/** Reads of one organization. Lists are ordered by id where nothing else is said. */
export interface StoreReader {
  readonly organizationId: string
  readonly users: UserReader
  readonly people: PeopleReader
  readonly groups: GroupReader
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
  readonly events: EventReader
  readonly requestLog: RequestLogReader
  readonly holds: HoldReader
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
  readonly catalogueVersion: number
  readonly settings: OrganizationSettings
}

/** Reads that see the transaction's own writes, and the writes. */
export interface StoreTransaction extends StoreReader {
  readonly state: OrganizationState
  readonly now: string
  readonly cause: Cause
  readonly users: UserReader & UserWriter
  readonly groups: GroupReader & GroupWriter
  readonly members: MemberReader & MemberWriter
  readonly grants: GrantReader & GrantWriter
  readonly assignments: AssignmentReader & AssignmentWriter
  readonly bindings: BindingReader & BindingWriter
  readonly mappings: MappingReader & MappingWriter
  readonly teams: TeamReader & TeamWriter
  readonly identities: IdentityReader & IdentityWriter
  readonly connections: ConnectionReader & ConnectionWriter
  readonly keys: KeyReader & KeyWriter
  readonly events: EventReader & EventWriter
  readonly holds: HoldReader & HoldWriter
  readonly jobs: JobWriter
  readonly revocations: RevocationReader & RevocationWriter
  setOwnerless(since: string | null): Promise<void>
  setSettings(settings: OrganizationSettings): Promise<void>
}

export interface UserReader {
  find(id: string): Promise<UserRecord | undefined>
  findMany(ids: readonly string[]): Promise<UserRecord[]>
  findByUserName(userNameKey: string): Promise<UserRecord | undefined>
  /** `externalId` is not unique by constraint: two users may have one (reported as an event). */
  findByExternalId(externalId: string): Promise<UserRecord[]>
  /** Those whom a new user would collide with: by folded `userName` or by exact `externalId`, in one statement. */
  findConflicts(userNameKey: string, externalId: string | null): Promise<UserRecord[]>
  /** Provisioned users only, as by all that follows: SCIM does not show the others. */
  query(query: ResourceQuery): Promise<Page<UserRecord>>
  /** By keyset: a resource that does not change is met exactly once, whatever else is written. */
  seek(query: SeekQuery): Promise<readonly Placed<UserRecord>[]>
  countMatching(filter: ResolvedFilter | null): Promise<number>
  /** All members, provisioned or not, by id. */
  list(page: KeysetPage): Promise<UserRecord[]>
  count(): Promise<{ readonly members: number; readonly inactive: number }>
  /** Members by folded `userName`, provisioned or not. */
  search(search: UserSearch): Promise<UserRecord[]>
  /** Provisioned users, the newest first. */
  newest(limit: number): Promise<UserRecord[]>
  /** How many members there are. */
  total(): Promise<number>
}

/** What is read of people beside their status, for it costs more the more it is. */
export interface PersonParts {
  /** The attributes as the provider sent them. */
  readonly data: boolean
  /** Of each membership, the value and the type as the provider sent them, not only the group. */
  readonly memberFacts: boolean
}

/** A person with all that a decision is made from and all that the mapping has given. */
export interface Person {
  readonly id: string
  readonly userName: string
  readonly active: boolean
  readonly data: ResourceData | null
  /** The user's `displayName`, or else `userName`; `null` where facts of members are not asked for. */
  readonly display: string | null
  /**
   * JSON, equal for people in the same groups: the ids of the groups, or `[id, value, type]` of each where facts of
   * members are asked for. May be empty.
   */
  readonly memberships: string
  /** JSON, equal for equal grants of the mapping: `[scope, role, ruleId, groupId, mappingVersion, desired, hold, expiresAt]` of each. May be empty. */
  readonly grants: string
}

/** Whole people in large pages, one statement a page. */
export interface PeopleReader {
  /** By id. */
  page(page: KeysetPage, parts: PersonParts): Promise<Person[]>
  findMany(ids: readonly string[], parts: PersonParts): Promise<Person[]>
  /** Which of these are active members, and which are not; those that are gone are neither. */
  findActive(ids: readonly string[]): Promise<Map<string, boolean>>
}

export interface UserWriter {
  /** Finds or makes the account of a folded e-mail address: the only data across organizations. */
  accountFor(emailKey: string, newId: string): Promise<string>
  insert(user: UserRecord): Promise<void>
  /** Writes every column of an existing user; `before` tells what need not be written. */
  update(user: UserRecord, before: UserRecord): Promise<void>
  setEmailValidated(changes: readonly { readonly userId: string; readonly validated: boolean }[]): Promise<void>
  /** Removes the user, its memberships, grants, assignments and identities. */
  delete(id: string): Promise<void>
}

export interface GroupReader {
  find(id: string): Promise<GroupRecord | undefined>
  findMany(ids: readonly string[]): Promise<GroupRecord[]>
  /** By folded `displayName`, which is not unique; by id. */
  findByName(displayNameKey: string): Promise<GroupRecord[]>
  /** Ids of the groups of each of these folded names, lowest id first. */
  findIdsByNames(displayNameKeys: readonly string[]): Promise<Map<string, string[]>>
  findByExternalId(externalId: string): Promise<GroupRecord[]>
  query(query: ResourceQuery): Promise<Page<GroupRecord>>
  /** By folded name and id, after a place in that order; `search` is folded text within the name. */
  list(page: {
    readonly search: string | null
    readonly after: GroupPlace | null
    readonly limit: number
  }): Promise<GroupRecord[]>
  /** The newest first. */
  newest(limit: number): Promise<GroupRecord[]>
  /** How many groups there are. */
  total(): Promise<number>
  /** By keyset: a resource that does not change is met exactly once, whatever else is written. */
  seek(query: SeekQuery): Promise<readonly Placed<GroupRecord>[]>
  countMatching(filter: ResolvedFilter | null): Promise<number>
  /** Whole groups, by id. */
  page(page: KeysetPage): Promise<GroupRecord[]>
  /** The display name of every group, by its id. */
  listNames(): Promise<Map<string, string>>
}

/** Users and groups as one list. */
export interface ResourceReader {
  query(query: RootQuery): Promise<Page<{ readonly type: ResourceTypeName; readonly id: string }>>
}

export interface GroupWriter {
  insert(group: GroupRecord): Promise<void>
  update(group: GroupRecord): Promise<void>
  /** Raises version and `lastModified` of groups whose members changed, and nothing else. */
  touch(ids: readonly string[]): Promise<void>
  /** Removes the group and its member rows. */
  delete(id: string): Promise<void>
}

/** A member row that was added or removed. */
export interface MemberRow {
  readonly groupId: string
  readonly value: string
  readonly userId: string | null
}

/** How a set of members changed: only what really did. */
export interface MemberDelta {
  readonly added: readonly MemberRow[]
  readonly removed: readonly MemberRow[]
}

export interface MemberReader {
  /** Members of groups, by group and then in the order of their addition. */
  list(groupIds: readonly string[]): Promise<Map<string, GroupMember[]>>
  /** The groups of users, each by group id. */
  listGroupsOf(userIds: readonly string[]): Promise<Map<string, Membership[]>>
  /**
   * Memberships of these users that a decision needs, by user and group: in groups that a name of the mapping is bound to,
   * in groups that claim such a name, and what `scope` asks for beside these. One statement.
   */
  listDeciding(userIds: readonly string[], scope: MembershipScope): Promise<DecidingMembership[]>
  /** When a user's membership in a group was sent, and by which revision; `undefined` where there is none. */
  findAddition(groupId: string, userId: string): Promise<MemberAddition | undefined>
  /** Members of these groups that are nobody here yet and that were sent by one of these texts. */
  findUnresolved(values: readonly string[]): Promise<MemberRow[]>
  /** Users that are members of one of these groups, each once, by id. */
  listUserIds(groupIds: readonly string[]): Promise<string[]>
  /** How many members these groups have; those without any are left out. */
  count(groupIds: readonly string[]): Promise<Map<string, { readonly members: number; readonly unresolved: number }>>
  /** Members of a group by value, all or only the unresolved. */
  page(groupId: string, page: KeysetPage & { readonly unresolved: boolean }): Promise<GroupMemberView[]>
  /** Members of any group that are nobody here yet. */
  countUnresolved(): Promise<number>
}

/** Which memberships a mapping looks at, beside those in groups that it names. */
export interface MembershipScope {
  /** These groups, too. */
  readonly groupIds: readonly string[]
  /** Every group. */
  readonly all: boolean
}

/** A membership with what the mapping calls its group; one row for each name, and at least one. */
export interface DecidingMembership {
  readonly userId: string
  readonly groupId: string
  /** As the provider sent the member. */
  readonly value: string
  readonly type: string | null
  /** A name of the mapping that the group has to do with, and how; `null` for a group without one. */
  readonly nameKey: string | null
  readonly state: BindingState | null
}

/** The write that put a member into a group. */
export interface MemberAddition {
  /** As sent by the provider. */
  readonly value: string
  readonly addedAt: string
  readonly revision: number
}

export interface MemberWriter {
  /**
   * Insert-or-ignore. A value that is a user's id, or else exactly one user's `externalId`, stands for
   * that user; any other value is kept as text, unresolved. The answer holds rows that were not there.
   */
  add(groupId: string, members: readonly MemberValue[]): Promise<readonly MemberRow[]>
  /** Deletes by key: `values` are matched with the value as sent and with the user it stands for. */
  remove(groupId: string, values: readonly string[]): Promise<readonly MemberRow[]>
  clear(groupId: string): Promise<readonly MemberRow[]>
  /** Makes the set of members equal to `members`, as a set difference in SQL. */
  replace(groupId: string, members: readonly MemberValue[]): Promise<MemberDelta>
  /** Gives unresolved members whose value is `externalId` their user. */
  resolve(externalId: string, userId: string): Promise<readonly MemberRow[]>
  /** Removes the memberships of a user. */
  removeUser(userId: string): Promise<readonly MemberRow[]>
  /** Drops members that stayed unresolved since before `before`. */
  dropUnresolved(before: string): Promise<readonly MemberRow[]>
}

/** Which grants: all that match every given part. */
export interface GrantQuery {
  readonly userIds?: readonly string[]
  readonly scope?: GrantScope
  readonly source?: GrantSource
  /** Of the mapping, given by this group and withheld. */
  readonly withheldOf?: string
  /** In the catalogue's spelling. */
  readonly role?: string
  /** The hold that keeps them in force. */
  readonly holdId?: string
  /** In force until that instant at most. */
  readonly expiringUntil?: string
}

export interface GrantReader {
  list(query: GrantQuery): Promise<Grant[]>
  /** Users that have a grant of this source, each once, by id. */
  listUserIds(source: GrantSource): Promise<string[]>
  /** How many grants the mapping gives now, whether in force or not. */
  countDerived(): Promise<number>
  /** Grants of one scope and role, with whether their member is active: for the owner guard. */
  listHolders(scope: GrantScope, role: string): Promise<(Grant & { readonly memberActive: boolean })[]>
  /** Names of team roles that some grant uses. */
  listUsedTeamRoles(): Promise<string[]>
  /** To how many users some grant gives a role of each scope, in force or not; scopes without any are left out. */
  countUsers(scopes: readonly GrantScope[]): Promise<Map<string, number>>
  /** Whether there is any grant of this source. */
  hasAny(source: GrantSource): Promise<boolean>
}

export interface GrantWriter {
  /** Inserts, or writes over the grant with the same key (`grantKey`). */
  put(grants: readonly Grant[]): Promise<void>
  delete(grants: readonly Grant[]): Promise<void>
}

export interface AssignmentReader {
  list(userIds: readonly string[], effect?: string): Promise<Assignment[]>
  /** Users with at least one assignment of this effect, by id. */
  listSubjects(effect: string, page: KeysetPage): Promise<string[]>
  /** What the assignments of an effect say, of all users, each value once with how many say it. */
  countValues(effect: string): Promise<readonly { readonly value: Assignment['value']; readonly count: number }[]>
}

export interface AssignmentWriter {
  /** Inserts, or writes over the one of the same subject, effect, source and rule. */
  put(assignments: readonly Assignment[]): Promise<void>
  delete(assignments: readonly Assignment[]): Promise<void>
}

/**
 * What a name of the mapping has to do with a group. `bound`: the group gives what the name gives. `changed`: the same,
 * but its `externalId` has become another one since, so what it newly gives is withheld. `claimed`: the group has taken
 * the name while another one is bound, so what it would give is withheld.
 */
export type BindingState = 'bound' | 'changed' | 'claimed'

/** A name that the mapping uses, and a group that has, or had, it. */
export interface Binding {
  readonly nameKey: string
  readonly groupId: string
  /** The group's `externalId` as it is trusted: when it was bound, or as an owner has approved it. */
  readonly externalId: string | null
  readonly state: BindingState
}

/** By name, then by group id. */
export interface BindingReader {
  list(): Promise<Binding[]>
  ofGroup(groupId: string): Promise<Binding[]>
  ofName(nameKey: string): Promise<Binding[]>
}

export interface BindingWriter {
  /** Inserts, or writes over the one of the same name and group. */
  put(bindings: readonly Binding[]): Promise<void>
  delete(bindings: readonly Pick<Binding, 'nameKey' | 'groupId'>[]): Promise<void>
}

/** What waits, or has waited, for an owner. */
export interface HoldReader {
  find(id: string): Promise<Hold | undefined>
  /** Newest first. */
  list(query: HoldQuery): Promise<Hold[]>
}

/** Which holds: all that match every given part. */
export interface HoldQuery {
  readonly state?: HoldState
  readonly kind?: HoldKind
  readonly topic?: string
  readonly subject?: string
  /** Older than the hold of this id. */
  readonly before?: string
  readonly limit?: number
}

export interface HoldWriter {
  /** Inserts, or writes over the one of the same id. */
  put(hold: Hold): Promise<void>
}

/** Due work of the organization, scheduled in the transaction that makes it due. */
export interface JobWriter {
  /** Inserts, or writes over the job of the same kind and subject. */
  schedule(jobs: readonly NewJob[]): Promise<void>
  cancel(kind: string, subjects: readonly string[]): Promise<void>
  /**
   * Ends a claimed job as part of this transaction, so that its effects happen once. `false` where the claim no longer
   * stands: then there is nothing to do.
   */
  take(job: Job): Promise<boolean>
}

/** How many revocations the brake has let through; kept for an hour, where there is a brake. */
export interface RevocationReader {
  count(since: string): Promise<number>
}

export interface RevocationWriter {
  /** Adds to those of this transaction, and forgets what is older than `forgetBefore`. */
  add(revoked: number, forgetBefore: string): Promise<void>
}

/** A version of the mapping as its author wrote it. */
export interface MappingVersion {
  /** From 1. */
  readonly version: number
  readonly text: string
  readonly format: 'yaml' | 'json'
  readonly created: string
  /** The key that wrote it; `null` for the command line. */
  readonly authorKeyId: string | null
  /** The version that it brought back; `null` for a text of its own. */
  readonly rollbackTo: number | null
  /** When it reverts by itself unless it is confirmed; `null` for one that stays. */
  readonly confirmBy: string | null
}

/** A version to be; what is left out is `null`. */
export type NewMappingVersion = Pick<MappingVersion, 'text' | 'format' | 'authorKeyId'> &
  Partial<Pick<MappingVersion, 'rollbackTo' | 'confirmBy'>>

export interface MappingReader {
  find(version: number): Promise<MappingVersion | undefined>
  /** Those before that version, newest first; `null` for the newest. */
  list(before: number | null, limit: number): Promise<MappingVersion[]>
}

export interface MappingWriter {
  /** Stores the next version and makes it the current one. */
  insert(mapping: NewMappingVersion): Promise<MappingVersion>
  /** It stays. */
  confirm(version: number): Promise<void>
}

export interface PlanReader {
  /** Whatever its state, until it is trimmed. */
  find(id: string): Promise<Plan | undefined>
  /** Lines of one kind in their order, `count` from `from` on, which counts from 0. */
  listLines(id: string, kind: PlanRowKind, from: number, count: number): Promise<StoredLine[]>
}

/** Plans are made beside the directory: writing one is no change of the organization. */
export interface PlanStore {
  insert(plan: NewPlan): Promise<void>
  setProgress(id: string, progress: PlanProgress): Promise<void>
  /** All lines of one kind. */
  addLines(id: string, kind: PlanRowKind, lines: readonly StoredLine[]): Promise<void>
  finish(id: string, result: PlanResult): Promise<void>
  fail(id: string, reason: string): Promise<void>
  /** Removes those that have expired, and all but the newest `keep`. */
  trim(now: string, keep: number): Promise<void>
}

export interface TeamReader {
  list(page: KeysetPage): Promise<Team[]>
  /** By folded id; `search` is folded text within the id or the name. */
  search(page: KeysetPage & { readonly search: string | null }): Promise<Team[]>
  find(key: TeamKey): Promise<Team | undefined>
  findMany(keys: readonly TeamKey[]): Promise<Team[]>
  /** All teams, by folded id: each with the id as its creator wrote it. */
  listIds(): Promise<Map<TeamKey, string>>
  getCatalogue(): Promise<RoleCatalogue>
}

/** Every write raises the organization's `catalogueVersion`, by which teams and roles are remembered. */
export interface TeamWriter {
  put(team: Team): Promise<void>
  delete(key: TeamKey): Promise<void>
  /** Replaces the catalogue. */
  putCatalogue(catalogue: RoleCatalogue): Promise<void>
}

export interface IdentityReader {
  ofUsers(userIds: readonly string[]): Promise<Identity[]>
  /** More than one where a subject is ambiguous. */
  findBySubject(connectionIds: readonly string[], subject: string): Promise<Identity[]>
}

export interface IdentityWriter {
  /** A user has at most one identity for each connection. */
  put(identities: readonly Identity[]): Promise<void>
  delete(identities: readonly Identity[]): Promise<void>
}

export interface ConnectionReader {
  list(): Promise<SsoConnection[]>
  find(id: string): Promise<SsoConnection | undefined>
}

export interface ConnectionWriter {
  insert(connection: SsoConnection): Promise<void>
  delete(id: string): Promise<void>
}

export interface KeyReader {
  list(): Promise<ApiKeyRecord[]>
  find(id: string): Promise<ApiKeyRecord | undefined>
}

export interface KeyWriter {
  insert(key: ApiKeyRecord): Promise<void>
  /** Writes the hash, the expiry and the revocation of an existing key. */
  update(key: ApiKeyRecord): Promise<void>
}

export interface EventReader {
  /** Events after that place, oldest first, at most `limit`. */
  list(after: EventPlace | null, limit: number): Promise<StoredEvent[]>
  /** Events about one thing (`users/<id>`, `groups/<id>`), oldest first, at most `limit`. */
  listOf(subject: string, after: EventPlace | null, limit: number): Promise<StoredEvent[]>
  /** Events of one transaction about one thing, in their order. */
  listOfRevision(revision: number, subject: string): Promise<StoredEvent[]>
}

/** A place in the log of an organization. */
export interface EventPlace {
  readonly revision: number
  readonly index: number
}

export interface EventWriter {
  /** Appends in this order; stored together before the commit. */
  append(events: readonly NewEvent[]): void
}

export interface RequestLogReader {
  /** Newest first. */
  list(query: RequestLogQuery): Promise<LoggedRequest[]>
  find(id: string): Promise<LoggedRequest | undefined>
  /** Counts of the hours from an instant on, by hour, kind and name. */
  counts(from: string): Promise<RequestCount[]>
}
