import { createTenant, type Tenant } from '../client/tenant.ts'
import { expectEqual } from '../expect-status.ts'
import { runConcurrently } from '../run-concurrently.ts'
import type { Bench } from './bench.ts'
import { measureBesideBare } from './measure-beside-bare.ts'

const warmUp = 300

const patchOp = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** Every so many users one is deleted again: the directory grows, as in the first days of an organization. */
const deletedOf = 4

/** Users who are created, changed and, some of them, deleted: nothing but writes, each committed before its answer. */
export async function measureMixed(bench: Bench, concurrency: number): Promise<void> {
  const { client, options, server } = bench
  const tenant = await createTenant(server, client)
  await writeUsers(tenant, 'warm', warmUp, concurrency)
  const people = options.users
  await measureBesideBare(bench, `created, changed, deleted users, C=${concurrency}`, concurrency, () =>
    writeUsers(tenant, 'mixed', people, concurrency),
  )
  const left = [warmUp, people].reduce((sum, count) => sum + count - Math.ceil(count / deletedOf), 0)
  const { totalResults } = (await tenant.scim('GET', '/Users?count=0', 200)) as { readonly totalResults: number }
  expectEqual('users in the end', totalResults, left)
  const changed = `/Users?count=0&filter=${encodeURIComponent('title eq "changed"')}`
  expectEqual('changed', ((await tenant.scim('GET', changed, 200)) as { totalResults: number }).totalResults, left)
  await tenant.verify()
}

async function writeUsers({ scim }: Tenant, name: string, people: number, concurrency: number): Promise<void> {
  const numbers = Array.from({ length: people }, (_, index) => index)
  await runConcurrently(concurrency, numbers, async (index) => {
    const userName = `${name}.${index}@example.com`
    const emails = [{ type: 'work', primary: true, value: userName }]
    const body = { userName, externalId: `${name}-${index}`, displayName: `Person ${index}`, active: true, emails }
    const { id } = (await scim('POST', '/Users', 201, body)) as { readonly id: string }
    const operations = [{ op: 'replace', path: 'title', value: 'changed' }]
    await scim('PATCH', `/Users/${id}`, 200, { schemas: [patchOp], Operations: operations })
    if (index % deletedOf === 0) await scim('DELETE', `/Users/${id}`, 204)
  })
}
