import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { AsyncRequest } from '@rolecall/core/directory/async-request'
import type { EventRow } from '@rolecall/core/directory/event-chain'
import type { Grant } from '@rolecall/core/directory/grant'
import type { Hold } from '@rolecall/core/directory/hold'
import type { Job } from '@rolecall/core/directory/job'
import type { GroupRecord, UserRecord } from '@rolecall/core/directory/member'
import type { AccessToken, ClientCredential, OauthClient, UsedAssertion } from '@rolecall/core/directory/oauth-client'
import type { StandingNotice } from '@rolecall/core/directory/notice'
import type { Organization, OrganizationExport } from '@rolecall/core/directory/organization'
import type { RequestCount, RequestLogEntry } from '@rolecall/core/directory/request-log'
import type { TeamRole } from '@rolecall/core/directory/role-catalogue'
import type { Session } from '@rolecall/core/directory/session'
import type { SignIn, UsedOnce } from '@rolecall/core/directory/sign-in'
import type { Identity, SsoConnection } from '@rolecall/core/directory/sso-connection'
import type { Delivery, Subscription } from '@rolecall/core/directory/subscription'
import type { Team } from '@rolecall/core/directory/team'
import type { DailyCount } from '@rolecall/core/directory/daily-count'
import type { Verification } from '@rolecall/core/directory/verification'
import type { PlatformEvent } from '@rolecall/core/directory/platform-event'
import type { PlatformKey } from '@rolecall/core/directory/platform-key'
import type { Plan, StoredLine } from '@rolecall/core/directory/plan'
import type { Assignment } from '@rolecall/core/plugin/assignment'
import type { Binding } from '@rolecall/core/store/bindings'
import type { GroupFinding } from '@rolecall/core/store/group-findings'
import type { MappingVersion } from '@rolecall/core/store/mappings'

import { Table } from './table.ts'

/** An organization, and the versions that its transactions raise. */
export interface OrganizationRow extends Organization {
  readonly revision: number
  readonly mappingVersion: number
  readonly catalogueVersion: number
  readonly ownerlessSince: string | null
  readonly undecidedSince: number | null
  readonly auditHead: string | null
  readonly creation: string | null
  readonly deletedAt: string | null
  readonly exported: OrganizationExport | null
}

/** The account of an e-mail address, of no organization. */
export interface AccountRow {
  readonly id: string
  readonly emailKey: string
}

/** A member of a group. */
export interface GroupMemberRow {
  readonly groupId: string
  /** As the provider sent it. */
  readonly value: string
  readonly userId: string | null
  readonly type: 'User' | 'Group' | null
  readonly addedAt: string
  readonly addedRevision: number
  readonly addedIndex: number
}

/** A subscription, and who delivers to it at the moment. */
export interface SubscriptionRow extends Subscription {
  readonly claim: string | null
  readonly claimedUntil: string | null
}

/** A request that waits, and who carries it out at the moment. */
export interface AsyncRequestRow extends AsyncRequest {
  readonly claim: string | null
  readonly claimedUntil: string | null
}

/** How many revocations a transaction has let through. */
export interface RevocationRow {
  readonly revision: number
  readonly revokedAt: string
  readonly revoked: number
}

/** How far the log of an organization has gone on, at a position of the feed over all. */
export interface FeedEntryRow {
  readonly position: number
  readonly mark: string
  readonly organizationId: string | null
  readonly afterRevision: number
  readonly revision: number
  readonly eventId: string | null
}

/** Everything that is stored. */
export type Tables = ReturnType<typeof createTables>

/** Empty tables. */
export function createTables() {
  return {
    organizations: new Table<OrganizationRow>(),
    accounts: new Table<AccountRow>(),
    secrets: new Table<string>(),
    keys: new Table<ApiKeyRecord>(),
    sessions: new Table<Session>(),
    signIns: new Table<SignIn>(),
    usedOnce: new Table<UsedOnce & { readonly organizationId: string }>(),
    clients: new Table<Omit<OauthClient, 'key'>>(),
    credentials: new Table<ClientCredential>(),
    accessTokens: new Table<AccessToken>(),
    usedAssertions: new Table<UsedAssertion>(),
    users: new Table<UserRecord>(),
    groups: new Table<GroupRecord>(),
    members: new Table<GroupMemberRow>(),
    grants: new Table<Grant>(),
    assignments: new Table<Assignment>(),
    teams: new Table<Team>(),
    teamRoles: new Table<TeamRole>(),
    mappings: new Table<MappingVersion>(),
    groupFindings: new Table<GroupFinding>(),
    bindings: new Table<Binding>(),
    connections: new Table<SsoConnection>(),
    identities: new Table<Identity>(),
    events: new Table<EventRow>(),
    subscriptions: new Table<SubscriptionRow>(),
    deliveries: new Table<Delivery>(),
    asyncRequests: new Table<AsyncRequestRow>(),
    holds: new Table<Hold>(),
    notices: new Table<StandingNotice>(),
    revocations: new Table<RevocationRow>(),
    jobs: new Table<Job>(),
    plans: new Table<Plan>(),
    planLines: new Table<readonly StoredLine[]>(),
    dailyCounts: new Table<DailyCount>(),
    verifications: new Table<Verification>(),
    requestLog: new Table<RequestLogEntry>(),
    requestCounts: new Table<RequestCount>(),
    platformKeys: new Table<PlatformKey>(),
    platformEvents: new Table<PlatformEvent>(),
    feedEntries: new Table<FeedEntryRow>(),
    /** Up to which revision of an organization it goes. */
    feedHeads: new Table<number>(),
  }
}

/** Tables to write in, beside those that everybody else reads; they are frozen when they are committed. */
export function forkTables(tables: Tables): Tables {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.fork()])) as unknown as Tables
}
