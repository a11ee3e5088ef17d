import { verifyGrants } from '@rolecall/core/job/verify-grants'
import type { Directory } from '@rolecall/idp-simulator/directory'
import { createEntraClient } from '@rolecall/idp-simulator/entra-client'
import { generateDirectory } from '@rolecall/idp-simulator/generate-directory'
import { runInitialCycle } from '@rolecall/idp-simulator/initial-cycle'
import { createProvisioningState, type ProvisioningState } from '@rolecall/idp-simulator/provisioning-state'
import type { Exchange } from '@rolecall/idp-simulator/scim-connection'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'

import { defaultPlugins } from '../src/bundled-plugins.ts'
import { startServe, withFolder, type ServedCommand, type ServeLine } from '../src/command/command-under-test.ts'
import { compose } from '../src/compose.ts'
import { send } from './test-server.ts'

const mapping = `scimGroupMappings:
  - { scimGroup: owners, type: organizationOwner }
  - { scimGroup: stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }
`

const directory = generateDirectory({
  seed: 11,
  users: 40,
  groups: ['owners', 'stewards', 'three', 'four', 'five', 'six'],
  membersPerGroup: { least: 4, most: 12 },
})

/** After how many acknowledged writes the server is killed, round by round. */
const kills = [3, 17, 38, 44, 51]

/** The keys that the first start made; later starts know them no more. */
type Keys = Required<Pick<ServeLine, 'secretToken' | 'ownerKey'>>

// A server starts eight times.
describe.each(eachDatabase)('kill -9 while a provider provisions, on $name', { timeout: 120_000 }, ({ create }) => {
  it('loses no acknowledged write, leaves nothing half applied, and the run goes on to the same end', async () => {
    const killed = await create()
    const undisturbed = await create()
    await withFolder(async (folder) => {
      expect(await runThroughKills(killed, folder)).toEqual(await runUndisturbed(undisturbed, folder))
    })
    await killed.drop()
    await undisturbed.drop()
  })
})

async function runUndisturbed(database: TestDatabase, folder: string): Promise<EndState> {
  const server = await startServe(['--database', database.url], { folder })
  const keys = keysOf(server.line)
  await setUp(server.line, keys)
  await provision(server.line, keys, createProvisioningState(), () => {})
  return end(server, keys)
}

async function runThroughKills(database: TestDatabase, folder: string): Promise<EndState> {
  const flags = ['--database', database.url]
  const state = createProvisioningState()
  const acknowledged: Exchange[] = []
  let server = await startServe(flags, { folder })
  const keys = keysOf(server.line)
  await setUp(server.line, keys)
  for (const writes of kills) {
    await provisionUntilKilled(server, keys, { acknowledged, state, writes })
    await checkNothingHalfApplied(database)
    server = await startServe(flags, { folder })
    await checkAcknowledged(server.line, keys, acknowledged)
  }
  await provision(server.line, keys, state, () => {})
  return end(server, keys)
}

function keysOf({ ownerKey, secretToken }: ServeLine): Keys {
  if (ownerKey === undefined || secretToken === undefined) throw new Error('the first start makes keys')
  return { ownerKey, secretToken }
}

async function setUp({ url }: ServeLine, { ownerKey }: Keys): Promise<void> {
  await send(ownerKey, 'PUT', `${url}/api/teams/marketing`, {})
  const type = { 'content-type': 'application/yaml' }
  expect((await send(ownerKey, 'PUT', `${url}/api/settings/scim-mapping`, mapping, type)).status).toBe(200)
}

async function provision(
  { tenantUrl }: ServeLine,
  { secretToken }: Keys,
  state: ProvisioningState,
  onExchange: (exchange: Exchange) => void,
): Promise<void> {
  const client = createEntraClient({ tenantUrl, secretToken, maxAttempts: 1, onExchange })
  await runInitialCycle({ client, directory, state, concurrency: 8, memberBatchSize: 5 })
}

async function provisionUntilKilled(
  server: ServedCommand,
  keys: Keys,
  run: { readonly acknowledged: Exchange[]; readonly state: ProvisioningState; readonly writes: number },
): Promise<void> {
  let writes = 0
  await provision(server.line, keys, run.state, (exchange) => {
    if (exchange.method === 'GET' || exchange.status < 200 || exchange.status > 299) return
    run.acknowledged.push(exchange)
    writes += 1
    if (writes === run.writes) server.signal('SIGKILL')
  })
  // A cycle with fewer writes than that is killed at its end.
  server.signal('SIGKILL')
  expect((await server.end).code).toBe('SIGKILL')
}

/** Opens the database of the dead server: what is derived is what a computation from nothing gives. */
async function checkNothingHalfApplied({ url }: TestDatabase): Promise<void> {
  const { close, services } = await compose({
    database: url,
    plugins: defaultPlugins(),
    log: pino({ level: 'silent' }),
  })
  const [organization] = await services.store.organizations.list()
  const { differences } = await verifyGrants(services, organization?.id ?? '')
  expect(differences).toEqual([])
  await close()
}

/** Every resource that was answered with 201 is there, and every member that was answered with 204. */
async function checkAcknowledged(
  { tenantUrl }: ServeLine,
  { secretToken }: Keys,
  exchanges: readonly Exchange[],
): Promise<void> {
  for (const { method, path, requestBody, responseBody } of exchanges) {
    if (method === 'POST') {
      const { id } = responseBody as { id: string }
      expect((await send(secretToken, 'GET', `${tenantUrl}${path}/${id}`)).status).toBe(200)
    }
    for (const member of addedMembers(requestBody)) {
      const filter = encodeURIComponent(`id eq "${path.split('/')[2]}" and members.value eq "${member}"`)
      const found = await send(secretToken, 'GET', `${tenantUrl}/Groups?filter=${filter}&attributes=id`)
      expect(found.body).toMatchObject({ totalResults: 1 })
    }
  }
}

function addedMembers(body: unknown): readonly string[] {
  const { Operations = [] } = (body ?? {}) as { Operations?: { op: string; path?: string; value?: unknown }[] }
  return Operations.filter(({ op, path }) => op.toLowerCase() === 'add' && path === 'members').flatMap(({ value }) =>
    (value as { value: string }[]).map((member) => member.value),
  )
}

/** What is left in the end, without ids and times. */
interface EndState {
  readonly members: readonly unknown[]
  readonly groups: readonly unknown[]
}

async function end(server: ServedCommand, keys: Keys): Promise<EndState> {
  const state = {
    members: await readMembers(server.line, keys),
    groups: await readGroups(server.line, keys, directory),
  }
  server.signal('SIGTERM')
  expect((await server.end).code).toBe(0)
  return state
}

async function readMembers({ url }: ServeLine, { ownerKey }: Keys): Promise<readonly unknown[]> {
  const { body } = await send(ownerKey, 'GET', `${url}/api/organization/members`)
  const members = body as {
    emailAddress: string
    role: string
    status: string
    emailValidated: boolean
    teams: unknown
  }[]
  return members
    .map(({ emailAddress, emailValidated, role, status, teams }) => ({
      emailAddress,
      emailValidated,
      role,
      status,
      teams,
    }))
    .sort((a, b) => (a.emailAddress < b.emailAddress ? -1 : 1))
}

async function readGroups(
  { tenantUrl }: ServeLine,
  { secretToken }: Keys,
  source: Directory,
): Promise<readonly unknown[]> {
  const { body } = await send(secretToken, 'GET', `${tenantUrl}/Groups?count=1000`)
  const groups = (body as { Resources: { displayName: string; members?: { display: string }[] }[] }).Resources
  expect(groups).toHaveLength(source.groups.length)
  return groups
    .map(({ displayName, members = [] }) => ({ displayName, members: members.map(({ display }) => display).sort() }))
    .sort((a, b) => (a.displayName < b.displayName ? -1 : 1))
}
