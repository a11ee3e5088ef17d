import { createTenant, type Tenant } from '../client/tenant.ts'
import { toConsoleRequests } from '../load/console-requests.ts'
import { fillAssignments } from '../load/fill-assignments.ts'
import { fillDays } from '../load/fill-days.ts'
import { fillDirectory, groupName, personId, type HugeDirectory } from '../load/huge-directory.ts'
import { putRules } from '../load/rules.ts'
import { measure } from '../measure.ts'
import { runConcurrently } from '../run-concurrently.ts'
import type { Bench } from './bench.ts'
import { measurePages } from './measure-pages.ts'

const rounds = 40
const logged = 3_000

/** Longer than this no page may take, nor one of its requests, in milliseconds. */
const longest = 1_000

/**
 * What the pages of the console ask of an organization of 100,000 people and 2,000 groups, with a mapping of many rules
 * and some thousand requests in its log; then the pages themselves, in Chromium. Throws where one takes longer than it may.
 */
export async function measureConsole(bench: Bench, database: string): Promise<void> {
  const { client, options, report, server } = bench
  const size: HugeDirectory = { people: options.people, inputs: options.people / 5, groups: 2_000, groupsOfPerson: 5 }
  const tenant = await createTenant(server, client)
  const everyone = await furnish(tenant, size, database, options.rules)
  const slow: string[] = []
  for (const { name, path } of toConsoleRequests(size, everyone)) {
    const measurement = await measure(server, client, async () => {
      for (let round = 0; round < rounds; round++) await tenant.manage('GET', path(round), [200])
    })
    report.measurement(name, measurement)
    if (measurement.p95 > longest) slow.push(name)
  }
  slow.push(...(await measurePages(server.url, tenant.ownerKey, size, everyone, longest)))
  if (slow.length > 0) throw new Error(`slower than ${longest} ms: ${slow.join('; ')}`)
}

/** Answers the id of a group of a fifth of everybody. */
async function furnish(tenant: Tenant, size: HugeDirectory, database: string, rules: number): Promise<string> {
  await fillDirectory(database, tenant.organizationId, size)
  await fillAssignments(database, tenant.organizationId, size)
  await fillDays(database, tenant.organizationId, size)
  const members = Array.from({ length: size.people / 5 }, (_, index) => ({ value: personId(index * 5) }))
  const everyone = (await tenant.scim('POST', '/Groups', 201, { displayName: 'everyone', members })) as { id: string }
  await putRules(tenant, rules, groupName)
  // Names that are bound: what the namesakes would give is withheld until an owner decides.
  for (let index = 0; index < 5; index++) {
    const held = { displayName: groupName(index), members: members.slice(0, 20) }
    await tenant.scim('POST', '/Groups', 201, held)
  }
  const looked = Array.from({ length: logged }, (_, index) => index)
  await runConcurrently(8, looked, async (index) => {
    const filter = index % 10 === 0 ? 'userName xx "a"' : `userName eq "person.${index}@example.com"`
    await tenant.scim('GET', `/Users?filter=${encodeURIComponent(filter)}`, index % 10 === 0 ? 400 : 200)
  })
  return everyone.id
}
