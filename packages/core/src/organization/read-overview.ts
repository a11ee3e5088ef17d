import { externalIdShared, unusedValuesRule } from '../directory/finding.ts'
import type { UserRecord } from '../directory/member.ts'
import type { StandingNotice } from '../directory/notice.ts'
import type { NoticeView, Overview, SetupCheck, SetupCheckName } from '../directory/overview.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { listLastCalls } from '../notice/last-calls.ts'
import { listNotices } from '../notice/list-notices.ts'
import { countOwners } from './count-owners.ts'
import { findProviderRefusal } from './find-provider-refusal.ts'

/** So many of the newest users are looked at: enough to see a wrong attribute mapping, and the same work at any size. */
const sampleSize = 200

/** How many of those that are not as they should be are named. */
const exampleCount = 3

/** How far the organization is set up; read as often as a page that waits for the provider wants. */
export async function readOverview(context: OperationContext): Promise<Overview> {
  const { store, organizationId, baseUrl } = context
  const reader = store.read(organizationId)
  const organization = await store.organizations.find(organizationId)
  const state = await reader.getState()
  const { mappingVersion, undecidedSince } = state
  const counts = await readCounts(reader)
  const verification = await store.verifications.find(organizationId)
  return {
    organization: { id: organizationId, name: organization?.name ?? '' },
    tenantUrl: baseUrl,
    counts,
    owners: await countOwners(reader, context.now()),
    ownerlessSince: await reader.getOwnerlessSince(),
    openHolds: (await reader.holds.list({ state: 'open' })).length,
    mappingVersion,
    endpointsOff: await listEndpointsOff(reader),
    notices: (await listNotices(context, verification)).map(toNoticeView),
    decisionsPaused:
      undecidedSince !== null || (await context.mappings.get(reader.mappings, organizationId, state)) === null,
    verification: verification ?? null,
    checks: [
      ...(await checkTokenExchange(reader)),
      ...(await checkUsers(reader, counts)),
      ...(await checkGroups(reader, counts.groups, mappingVersion)),
    ],
  }
}

function toNoticeView({ code, message, since, subject }: StandingNotice): NoticeView {
  return { code, subject, since, message }
}

async function listEndpointsOff({ subscriptions }: StoreReader): Promise<Overview['endpointsOff']> {
  const all = await subscriptions.list()
  return all.flatMap(({ displayName, id, kind, lastError, offReason: reason, state }) =>
    state === 'off' && reason !== null ? [{ id, kind, displayName, reason, lastError }] : [],
  )
}

async function readCounts(reader: StoreReader): Promise<Overview['counts']> {
  return {
    members: await reader.users.total(),
    groups: await reader.groups.total(),
    teams: (await reader.teams.listIds()).size,
    unresolvedMembers: (await reader.members.countNobodies()).unresolved,
  }
}

/** Whether a client has had a token by what it still has; a refusal since then is something to look at. Nothing where there is no client. */
async function checkTokenExchange({ clients }: StoreReader): Promise<readonly SetupCheck[]> {
  const live = (await clients.list()).filter(({ key }) => key.revokedAt === null)
  if (live.length === 0) return []
  const ids = new Set(live.map(({ key }) => key.id))
  const credentials = (await clients.listCredentials()).filter(
    ({ clientId, revokedAt }) => ids.has(clientId) && revokedAt === null,
  )
  const lastUse = latest(credentials.map(({ lastUsedAt }) => lastUsedAt))
  const [refusal] = live
    .flatMap(({ lastRefusal }) => lastRefusal ?? [])
    .filter(({ at }) => at > (lastUse ?? ''))
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))
  const seen = check('token-exchange', lastUse)
  return [refusal === undefined ? seen : { ...seen, state: 'attention', at: refusal.at, examples: [refusal.reason] }]
}

function latest(instants: readonly (string | null)[]): string | null {
  return (
    instants
      .filter((instant) => instant !== null)
      .toSorted()
      .at(-1) ?? null
  )
}

async function checkUsers(reader: StoreReader, { members }: Overview['counts']): Promise<readonly SetupCheck[]> {
  const users = await reader.users.newest(sampleSize)
  const ids = users.map(({ id }) => id)
  const findings = ids.length === 0 ? [] : await reader.assignments.list(ids, 'finding')
  const seen = users[0]?.created ?? null
  return [
    await checkConnection(reader, seen),
    check('first-user', seen),
    checkSample('external-id', users, seen, usersWith(findings, 'external-id-not-object-id', lacksSubject)),
    await checkSharers(reader, members, seen),
    checkSample(
      'email',
      users,
      seen,
      usersWith(findings, 'user-name-not-email', (user) => !user.emailValidated),
    ),
    ...(await checkAssigned(reader, members, seen)),
  ]
}

async function checkGroups(
  reader: StoreReader,
  groups: number,
  mappingVersion: number,
): Promise<readonly SetupCheck[]> {
  const [newest] = groups === 0 ? [] : await reader.groups.newest(1)
  const mapping = mappingVersion === 0 ? undefined : await reader.mappings.find(mappingVersion)
  const works = mapping !== undefined && (await reader.grants.hasAny('mapping'))
  return [
    check('first-group', newest?.created ?? null),
    await checkSharingGroups(reader, groups, newest?.created ?? null),
    { ...check('mapping', mapping?.created ?? null), state: works ? 'done' : mapping ? 'attention' : 'waiting' },
  ]
}

/** Whether people have an `externalId` in common, of all there are. */
async function checkSharers(reader: StoreReader, members: number, at: string | null): Promise<SetupCheck> {
  const { count, ids } = await reader.assignments.findByRule(externalIdShared, exampleCount)
  const users = await reader.users.findMany(ids)
  return toSharingCheck('external-id-shared', at, {
    affected: count,
    of: members,
    examples: users.map(({ userName }) => userName),
  })
}

/** Whether the provider assigns what no entry of the mapping knows; nothing is said where it does not. */
async function checkAssigned(reader: StoreReader, members: number, at: string | null): Promise<readonly SetupCheck[]> {
  const { count, ids } = await reader.assignments.findByRule(unusedValuesRule, exampleCount)
  if (count === 0) return []
  const examples = (await reader.users.findMany(ids)).map(({ userName }) => userName)
  return [{ ...check('provider-roles', at), state: 'attention', affected: count, of: members, examples }]
}

async function checkSharingGroups(reader: StoreReader, total: number, at: string | null): Promise<SetupCheck> {
  const { count, ids } = await reader.groupFindings.findByRule(externalIdShared, exampleCount)
  const groups = await reader.groups.findMany(ids)
  return toSharingCheck('external-id-shared-groups', at, {
    affected: count,
    of: total,
    examples: groups.map(({ displayName }) => displayName),
  })
}

function toSharingCheck(
  name: SetupCheckName,
  at: string | null,
  found: Pick<SetupCheck, 'affected' | 'examples' | 'of'>,
): SetupCheck {
  const done = check(name, at)
  return { ...done, ...found, state: found.affected > 0 ? 'attention' : done.state }
}

/** When a provider has last called by what it still has; a refusal since then is something to look at. */
async function checkConnection(reader: StoreReader, seen: string | null): Promise<SetupCheck> {
  const keys = await reader.keys.list()
  const lastCall = latest((await listLastCalls(keys, reader)).map(({ at }) => at))
  const refusal = await findProviderRefusal(keys, reader)
  const called = check('connection', lastCall ?? seen)
  if (refusal === undefined || refusal.at <= (lastCall ?? '')) return called
  return { ...called, state: 'attention', at: refusal.at, examples: [refusal.reason] }
}

/** No `externalId`, or one that changes with the person's name: a sign-in can't be tied to it. */
function lacksSubject({ externalId, userNameKey }: UserRecord): boolean {
  return externalId === null || fold(externalId) === userNameKey
}

function usersWith(findings: readonly Assignment[], code: string, lacks: (user: UserRecord) => boolean) {
  const found = new Set(findings.filter(({ value }) => value['code'] === code).map(({ subject }) => subject))
  return (user: UserRecord): boolean => found.has(user.id) || lacks(user)
}

function checkSample(
  name: SetupCheckName,
  users: readonly UserRecord[],
  at: string | null,
  isAffected: (user: UserRecord) => boolean,
): SetupCheck {
  const affected = users.filter(isAffected)
  return {
    ...check(name, at),
    state: users.length === 0 ? 'waiting' : affected.length === 0 ? 'done' : 'attention',
    affected: affected.length,
    of: users.length,
    examples: affected.slice(0, exampleCount).map(({ userName }) => userName),
  }
}

function check(name: SetupCheckName, at: string | null): SetupCheck {
  return { name, state: at === null ? 'waiting' : 'done', at, affected: 0, of: 0, examples: [] }
}
