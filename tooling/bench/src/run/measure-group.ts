import { request } from 'node:http'

import { createTenant, type Tenant } from '../client/tenant.ts'
import { expectEqual } from '../expect-status.ts'
import { createNeighbour, goOnBeside } from '../load/beside.ts'
import { fillDirectory, personId } from '../load/huge-directory.ts'
import { measure } from '../measure.ts'
import { readMemory, watchMemory } from '../process/read-memory.ts'
import type { Bench } from './bench.ts'

const rounds = 200
const reads = 20

interface LargeGroup {
  readonly size: number
  readonly path: string
}

/**
 * Groups of a hundredth of everybody, of a tenth and of all: one member joins or leaves, the group is read; the largest is
 * read by ten at once, replaced and deleted, beside what this and another organization do.
 */
export async function measureGroup(bench: Bench, database: string): Promise<void> {
  const { client, options, server } = bench
  const { people } = options
  const tenant = await createTenant(server, client)
  const spare = 20
  const size = { people: people + spare, inputs: 100, groups: 2, groupsOfPerson: 1 }
  await fillDirectory(database, tenant.organizationId, size)
  // People who were put in beside the server have nothing that it would give them: what it does is to change no more of that.
  const differences = await server.verify(tenant.organizationId)
  const groups: LargeGroup[] = []
  for (const share of [100, 10, 1]) groups.push(await createGroup(tenant, Math.floor(people / share)))
  const neighbour = await createNeighbour(server)
  for (const group of groups) {
    await measureOneMember(bench, tenant, group, people)
    await measureRead(bench, tenant, group)
  }
  const largest = groups.at(-1) as LargeGroup
  const within = (name: string, work: () => Promise<void>) => besideOthers(bench, tenant, neighbour.tenant, name, work)
  await within('nothing', () => new Promise((resolve) => setTimeout(resolve, 2_000)))
  let answers: readonly Buffer[] = []
  await within(`ten read a group of ${people} at once`, async () => {
    const read = async () => (await readBytes(server.url, tenant, largest)).body
    answers = await Promise.all(Array.from({ length: 10 }, read))
  })
  for (const body of answers) expectShown(JSON.parse(body.toString()), people)
  const half = toMembers(0, people / 2)
  await within(`PUT of half of the ${people} members`, async () => {
    await tenant.scim('PUT', `${largest.path}?attributes=id`, 200, { displayName: `of ${people}`, members: half })
  })
  await expectMembers(tenant, largest, half.length)
  await within(`PUT of all ${people} members`, async () => {
    const members = toMembers(0, people)
    await tenant.scim('PUT', `${largest.path}?attributes=id`, 200, { displayName: `of ${people}`, members })
  })
  await expectMembers(tenant, largest, people)
  await within(`DELETE of a group of ${people}`, async () => void (await tenant.scim('DELETE', largest.path, 204)))
  await tenant.scim('GET', largest.path, 404)
  expectEqual('differences from a computation from nothing', await server.verify(tenant.organizationId), differences)
  await measureGivingGroup(bench, tenant, neighbour.tenant)
  expectEqual('differences from a computation from nothing', await server.verify(tenant.organizationId), differences)
  neighbour.close()
}

/** The same of a group of a fifth, by which each member has a role: all of them are decided. */
async function measureGivingGroup(bench: Bench, tenant: Tenant, neighbour: Tenant): Promise<void> {
  const people = Math.floor(bench.options.people / 5)
  const entry = `{ scimGroup: of ${people}, type: organizationRole, organizationRole: Member }`
  await tenant.manage('PUT', '/api/settings/scim-mapping', [200], `scimGroupMappings: [${entry}]`)
  const within = (name: string, work: () => Promise<unknown>) =>
    besideOthers(
      bench,
      tenant,
      neighbour,
      `${name} of ${people}, each with a role by it`,
      async () => void (await work()),
    )
  let group: LargeGroup | undefined
  await within('POST', async () => (group = await createGroup(tenant, people)))
  const path = `${group?.path}?attributes=id`
  const put = (count: number) =>
    tenant.scim('PUT', path, 200, { displayName: `of ${people}`, members: toMembers(0, count) })
  await within('PUT of half', () => put(people / 2))
  await within('PUT of all', () => put(people))
  await within('DELETE', () => tenant.scim('DELETE', group?.path ?? '', 204))
}

async function createGroup({ scim }: Tenant, size: number): Promise<LargeGroup> {
  const body = { displayName: `of ${size}`, members: toMembers(0, size) }
  const { id } = (await scim('POST', '/Groups?attributes=id', 201, body)) as { readonly id: string }
  return { size, path: `/Groups/${id}` }
}

function toMembers(from: number, to: number): readonly { readonly value: string }[] {
  return Array.from({ length: Math.floor(to - from) }, (_, index) => ({ value: personId(from + index) }))
}

async function measureOneMember(
  { client, report, server }: Bench,
  { scim }: Tenant,
  { path, size }: LargeGroup,
  first: number,
): Promise<void> {
  const change = (round: number): Promise<unknown> => {
    const value = personId(first + ((round >> 1) % 20))
    const operation =
      round % 2 === 0
        ? { op: 'add', path: 'members', value: [{ value }] }
        : { op: 'remove', path: `members[value eq "${value}"]` }
    return scim('PATCH', path, 204, { Operations: [operation] })
  }
  for (let round = 0; round < 20; round++) await change(round)
  const measurement = await measure(server, client, async () => {
    for (let round = 0; round < rounds; round++) await change(round)
  })
  report.measurement(`one member added to or removed from a group of ${size}`, measurement)
}

async function measureRead({ client, report, server }: Bench, tenant: Tenant, group: LargeGroup): Promise<void> {
  for (let round = 0; round < 3; round++) await readGroup(tenant, group)
  const first: number[] = []
  const measurement = await measure(server, client, async () => {
    for (let round = 0; round < reads; round++) await readGroup(tenant, group)
  })
  report.measurement(`GET of a group of ${group.size}`, measurement)
  for (let round = 0; round < reads; round++) first.push((await readBytes(server.url, tenant, group)).first)
  const median = first.toSorted((left, right) => left - right)[reads / 2] ?? 0
  console.log(`  first byte ${median.toFixed(1)} ms`)
}

async function readGroup(tenant: Tenant, group: LargeGroup): Promise<void> {
  await expectMembers(tenant, group, group.size)
}

async function expectMembers({ scim }: Tenant, { path }: LargeGroup, count: number): Promise<void> {
  expectShown(await scim('GET', path, 200), count)
}

function expectShown(group: unknown, count: number): void {
  const { members = [] } = group as { members?: readonly { readonly value: string }[] }
  expectEqual('members', new Set(members.map(({ value }) => value)).size, count)
}

interface Bytes {
  /** Milliseconds until the first of the body has come. */
  readonly first: number
  readonly body: Buffer
}

/** The answer as it comes: to read ten of them as JSON holds this process up, and whoever it asks for beside them. */
function readBytes(url: string, { secretToken }: Tenant, { path }: LargeGroup): Promise<Bytes> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const headers = { authorization: `Bearer ${secretToken}` }
    const sent = request(`${url}/api/scim/v2${path}`, { headers }, (response) => {
      let first = 0
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        first ||= performance.now() - started
        chunks.push(chunk)
      })
      response.on('end', () => resolve({ first, body: Buffer.concat(chunks) }))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** What `work` costs, and how long others wait meanwhile. */
async function besideOthers(
  { server }: Bench,
  own: Tenant,
  other: Tenant,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  const run = Math.random().toString(36).slice(2)
  const post =
    ({ scim }: Tenant) =>
    (index: number) =>
      scim('POST', '/Users', 201, { userName: `${run}-${index}@example.com` })
  await server.readLongest()
  const [before, most] = [readMemory(server.pid), watchMemory(server.pid)]
  const beside = [
    goOnBeside('look-ups of another organization', () => other.scim('GET', '/Users?filter=userName%20eq%20"x"', 200)),
    goOnBeside('its writes', post(other)),
    goOnBeside('writes of the same', post(own)),
  ]
  const started = performance.now()
  await work()
  const took = performance.now() - started
  const told = await Promise.all(beside.map((one) => one.stop()))
  const { computed } = await server.readLongest()
  const memory = `${before.toFixed(0)} MB before, at most ${most().toFixed(0)}`
  console.log(`${name}: ${took.toFixed(0)} ms; ${memory}; loop held ${computed.toFixed(0)} ms`)
  for (const line of told) console.log(`  ${line}`)
}
