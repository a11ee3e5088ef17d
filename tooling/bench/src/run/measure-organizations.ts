import { createTenant, type Tenant } from '../client/tenant.ts'
import { measure } from '../measure.ts'
import { readMemory } from '../process/read-memory.ts'
import { runConcurrently } from '../run-concurrently.ts'
import type { Bench } from './bench.ts'

const connections = [8, 32]

/**
 * The same requests of one organization, and of thousands in turn, each of which comes back when its turn is over: what
 * a process remembers of an organization is not of the next one.
 */
export async function measureOrganizations({ client, options, report, server }: Bench): Promise<void> {
  const count = options.organizations
  const tenants: Tenant[] = []
  for (let index = 0; index < count; index++) tenants.push(await createTenant(server, client))
  const runAt = async (
    concurrency: number,
    title: string,
    of: (index: number) => Tenant,
    requests: number,
  ): Promise<void> => {
    const name = `${title}, C=${concurrency}`
    const numbers = Array.from({ length: requests }, (_, index) => index)
    const lookUps = await measure(server, client, () =>
      runConcurrently(concurrency, numbers, (index) => lookUp(of(index), name, index)),
    )
    const creations = await measure(server, client, () =>
      runConcurrently(concurrency, numbers, (index) => create(of(index), name, index)),
    )
    report.measurement(`look-ups of ${name}`, lookUps)
    report.measurement(`created users of ${name}`, creations)
    const memory = server.pids.map((pid) => `${readMemory(pid).toFixed(0)} MB`)
    console.log(`  the server has ${memory.join(' and ')}`)
  }
  const run = async (name: string, of: (index: number) => Tenant, requests: number): Promise<void> => {
    for (const concurrency of connections) await runAt(concurrency, name, of, requests)
  }
  const first = await createTenant(server, client)
  await run('one organization, to warm up', () => first, 1_000 * options.processes)
  await run('one organization', () => first, count)
  const inTurn = (index: number): Tenant => tenants[index % count] as Tenant
  await run(`${count} organizations`, inTurn, count)
  await run(`${count} organizations again`, inTurn, count)
}

async function lookUp({ scim }: Tenant, name: string, index: number): Promise<void> {
  await scim('GET', `/Users?filter=${encodeURIComponent(`userName eq "${name} ${index}"`)}`, 200)
}

async function create({ scim }: Tenant, name: string, index: number): Promise<void> {
  await scim('POST', '/Users', 201, { userName: `${name} ${index}`, displayName: `Person ${index}` })
}
