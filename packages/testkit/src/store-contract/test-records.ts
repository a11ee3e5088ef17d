import type { RequestLogEntry } from '@rolecall/core/directory/request-log'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { Grant } from '@rolecall/core/directory/grant'
import type { Hold } from '@rolecall/core/directory/hold'
import type { AccessToken, ClientCredential } from '@rolecall/core/directory/oauth-client'
import type { GroupRecord, UserRecord } from '@rolecall/core/directory/member'
import type { Session } from '@rolecall/core/directory/session'
import type { SignIn } from '@rolecall/core/directory/sign-in'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import type { Verification } from '@rolecall/core/directory/verification'
import type { StandingNotice } from '@rolecall/core/directory/notice'
import type { NewPlan } from '@rolecall/core/directory/plan'
import type { AsyncRequest } from '@rolecall/core/directory/async-request'
import type { Subscription } from '@rolecall/core/directory/subscription'
import { toTeamKey, type Team } from '@rolecall/core/directory/team'
import { fold } from '@rolecall/core/scim/fold'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import type { StoreTransaction } from '@rolecall/core/store'

const time = '2026-01-02T03:04:05.678Z'

let ids = 0

/** An id in the form of UUIDv7 that is greater than every one before. */
export function testId(): string {
  ids += 1
  return `01900000-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`
}

/** A provisioned user, and what the columns take from `data`. */
export function testUser(data: ResourceData, columns: Partial<UserRecord> = {}): UserRecord {
  const userName = String(data['userName'])
  return {
    id: testId(),
    accountId: testId(),
    provisioned: true,
    active: data['active'] !== false,
    emailValidated: false,
    userName,
    userNameKey: fold(userName),
    externalId: typeof data['externalId'] === 'string' ? data['externalId'] : null,
    data,
    version: 1,
    created: time,
    lastModified: time,
    ...columns,
  }
}

/** Stores a user with the account of its `userName`, and answers it as stored. */
export async function insertUser(
  tx: StoreTransaction,
  data: ResourceData,
  columns: Partial<UserRecord> = {},
): Promise<UserRecord> {
  const user = testUser(data, columns)
  const stored = { ...user, accountId: await tx.users.accountFor(user.userNameKey, user.accountId) }
  await tx.users.insert(stored)
  return stored
}

export function testGroup(data: ResourceData, columns: Partial<GroupRecord> = {}): GroupRecord {
  const displayName = String(data['displayName'])
  return {
    id: testId(),
    displayName,
    displayNameKey: fold(displayName),
    externalId: typeof data['externalId'] === 'string' ? data['externalId'] : null,
    data,
    version: 1,
    created: time,
    lastModified: time,
    ...columns,
  }
}

export async function insertGroup(
  tx: StoreTransaction,
  data: ResourceData,
  columns: Partial<GroupRecord> = {},
): Promise<GroupRecord> {
  const group = testGroup(data, columns)
  await tx.groups.insert(group)
  return group
}

export function testGrant(userId: string, columns: Partial<Grant> = {}): Grant {
  return {
    userId,
    scope: 'organization',
    role: 'Owner',
    source: 'mapping',
    ruleId: 'rule-1',
    groupId: '',
    mappingVersion: 1,
    desired: true,
    hold: null,
    holdId: null,
    expiresAt: null,
    since: time,
    ...columns,
  }
}

/** A key that ends within 30 days. */
export function testNotice(columns: Partial<StandingNotice> = {}): StandingNotice {
  return {
    code: 'secret-ends',
    subject: 'api-keys/1',
    occurrence: '2026-02-01T00:00:00.000Z',
    level: 1,
    since: time,
    message: 'The key ends in 30 days',
    data: { daysLeft: 30 },
    ...columns,
  }
}

export function testTeam(id: string, columns: Partial<Team> = {}): Team {
  return { id, key: toTeamKey(id), name: id, type: 'Team', parent: null, description: null, ...columns }
}

/** A session of a key as it is now, signed in to at noon. */
export function testSession(key: ApiKeyRecord, columns: Partial<Session> = {}): Session {
  return {
    hash: testId(),
    organizationId: key.organizationId,
    keyId: key.id,
    keyHash: key.hash,
    created: '2026-01-02T12:00:00.000Z',
    expiresAt: '2026-01-02T20:00:00.000Z',
    ...columns,
  }
}

/** A connection that opens the console. */
export function testConnection(columns: Partial<SsoConnection> = {}): SsoConnection {
  return {
    id: testId(),
    name: 'A provider',
    issuer: 'https://issuer.example.com',
    audience: 'client-1',
    jwksUri: 'https://issuer.example.com/keys',
    claim: 'sub',
    console: true,
    sealedSecret: null,
    created: time,
    ...columns,
  }
}

/** A sign-in of a person at noon. */
export function testSignIn(
  columns: Pick<SignIn, 'organizationId' | 'connectionId' | 'userId'> & Partial<SignIn>,
): SignIn {
  return {
    hash: testId(),
    subject: 'subject-1',
    tokenSubject: 'subject-1',
    tokenSession: null,
    sealedIdToken: 'sealed',
    created: '2026-01-02T12:00:00.000Z',
    expiresAt: '2026-01-02T20:00:00.000Z',
    ...columns,
  }
}

/** A secret of a client that never ends. */
export function testCredential({ id }: ApiKeyRecord, columns: Partial<ClientCredential> = {}): ClientCredential {
  return {
    id: testId(),
    clientId: id,
    name: 'A secret',
    hash: '1'.repeat(64),
    trust: null,
    created: time,
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    ...columns,
  }
}

/** A token of a client, issued at noon for an hour. */
export function testToken(
  { id, organizationId }: ApiKeyRecord,
  credential: ClientCredential,
  columns: Partial<AccessToken> = {},
): AccessToken {
  return {
    hash: testId(),
    organizationId,
    clientId: id,
    credentialId: credential.id,
    created: '2026-01-02T12:00:00.000Z',
    expiresAt: '2026-01-02T13:00:00.000Z',
    ...columns,
  }
}

export function testVerification(columns: Partial<Verification> = {}): Verification {
  return {
    verifiedAt: time,
    durationMs: 12,
    members: 2,
    grants: 3,
    differences: 1,
    examples: [{ kind: 'missing', userId: 'user-1', what: 'role Owner of organization by group-roles:1' }],
    failure: null,
    ...columns,
  }
}

export function testKey(organizationId: string, columns: Partial<ApiKeyRecord> = {}): ApiKeyRecord {
  return {
    id: testId(),
    organizationId,
    kind: 'key',
    displayName: 'A key',
    scopes: ['scim'],
    connectionId: null,
    provider: null,
    guessedProvider: null,
    strict: false,
    tolerancesOff: [],
    hash: '0'.repeat(64),
    created: time,
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    suspendedAt: null,
    ...columns,
  }
}

export function testHold(columns: Partial<Hold> = {}): Hold {
  return {
    id: testId(),
    kind: 'takeover',
    state: 'open',
    created: time,
    expiresAt: null,
    subject: 'groups/g-1',
    topic: 'staff g-1',
    reason: 'A sentence.',
    detail: { name: 'staff' },
    lines: null,
    decidedAt: null,
    decidedBy: null,
    ...columns,
  }
}

export function testPlan(columns: Partial<NewPlan> = {}): NewPlan {
  return {
    id: 'plan-1',
    created: time,
    expiresAt: '2026-01-03T03:04:05.678Z',
    source: { text: '{}', format: 'json' },
    rollbackTo: null,
    ...columns,
  }
}

/** A request in the log of an organization. */
export function testRequest(organizationId: string, change: Partial<RequestLogEntry> = {}): RequestLogEntry {
  return {
    organizationId,
    id: testId(),
    time: '2026-01-02T10:00:00.000Z',
    requestId: 'request-1',
    traceId: null,
    method: 'GET',
    path: '/api/scim/v2/Users',
    status: 200,
    outcome: 'success',
    durationMs: 1.234,
    keyId: 'key-1',
    provider: null,
    resourceType: 'User',
    resourceId: null,
    scimType: null,
    detail: null,
    tolerances: [],
    leftOut: [],
    story: [],
    request: null,
    response: null,
    ...change,
  }
}

/** A webhook that is on, from the first event. */
/** A request that waits, behind every other. */
export function testAsyncRequest(organizationId: string, change: Partial<AsyncRequest> = {}): AsyncRequest {
  return {
    organizationId,
    txn: testId(),
    keyId: 'key',
    position: 1,
    acceptedAt: '2026-01-02T03:00:00.000Z',
    operations: null,
    done: 0,
    attempts: 0,
    bytes: 6,
    sealed: 'sealed',
    ...change,
  }
}

export function testSubscription(organizationId: string, change: Partial<Subscription> = {}): Subscription {
  const begin = { revision: 0, index: 0 }
  return {
    organizationId,
    id: testId(),
    kind: 'webhook',
    state: 'on',
    offReason: null,
    created: '2026-01-01T00:00:00.000Z',
    displayName: 'Product',
    url: 'https://product.example.com/hook',
    types: null,
    secrets: [],
    begin,
    cursor: begin,
    failures: 0,
    failingSince: null,
    blocked: false,
    wakeAt: null,
    lastError: null,
    deliveredAt: null,
    ...change,
  }
}
