import { createHttpClient } from '../client/http-client.ts'
import { createTenant, type Tenant } from '../client/tenant.ts'
import { expectEqual } from '../expect-status.ts'
import { fillDirectory, groupId, largestGroup, personId, type HugeDirectory } from '../load/huge-directory.ts'
import { toPlanMapping } from '../load/plan-rules.ts'
import { measure } from '../measure.ts'
import type { Bench } from './bench.ts'

const rounds = 200
const path = '/api/settings/scim-mapping'

interface PlanAnswer {
  readonly planId: string
  readonly summary: { readonly people: number; readonly adds: number }
}

/**
 * A plan over a directory of 100,000 people with 20,000 distinct sets of groups, half of the rules over attributes, while
 * requests go on; its apply; and what a mapping costs a change of one member.
 */
export async function measurePlan(bench: Bench, database: string): Promise<void> {
  const { client, options, report, server } = bench
  const size: HugeDirectory = { people: options.people, inputs: options.people / 5, groups: 2_000, groupsOfPerson: 5 }
  // The plan itself takes seconds, and is none of the look-ups beside it.
  const ownersClient = createHttpClient()
  const tenant = await createTenant(server, client, ownersClient)
  await fillDirectory(database, tenant.organizationId, size)
  for (let team = 0; team < 20; team++) await tenant.manage('PUT', `/api/teams/team-${team}`, [201], {})

  await measurePatches(bench, tenant, size, 'without a mapping')
  const idle = await measureLookUps(bench, tenant, size, async (work) => work(rounds))
  report.measurement('look-ups, nothing beside them', idle)

  const text = toPlanMapping(options.rules, options.overAttributes)
  for (const round of ['first', 'again']) {
    let plan: PlanAnswer | undefined
    const stop = await startTimer(server)
    const busy = await measureLookUps(bench, tenant, size, async (work) => {
      const made = { plan: undefined as PlanAnswer | undefined }
      const making = (async () => {
        made.plan = (await tenant.manage('POST', `${path}/plan`, [200], text)) as PlanAnswer
      })()
      while (made.plan === undefined) await work(20)
      await making
      plan = made.plan
    })
    report.measurement(`look-ups beside a plan (${round})`, busy)
    console.log(
      `plan (${round}): ${await stop()}, ${JSON.stringify(plan?.summary)}, memory ${await server.readMemory()} MB at most`,
    )
  }
  // What was changed while a plan was made would make it stale.
  const stopAlone = await startTimer(server)
  const alone = (await tenant.manage('POST', `${path}/plan`, [200], text)) as PlanAnswer
  console.log(
    `plan (nothing beside it): ${await stopAlone()}, ${JSON.stringify(alone.summary)}, memory ${await server.readMemory()} MB at most`,
  )
  await measureApply(bench, tenant, size, alone.planId)
  await measurePatches(bench, tenant, size, `with ${options.rules} rules`)
  ownersClient.close()
}

async function measureApply(
  { server }: Bench,
  tenant: Tenant,
  { people }: HugeDirectory,
  planId: string,
): Promise<void> {
  const stop = await startTimer(server)
  const applied = (await tenant.manage('POST', `${path}/apply`, [200], { planId })) as PlanAnswer
  console.log(
    `apply: ${await stop()}, ${JSON.stringify(applied.summary)}, memory ${await server.readMemory()} MB at most`,
  )
  const stopAgain = await startTimer(server)
  const { summary } = (await tenant.manage('POST', `${path}/plan`, [200])) as PlanAnswer
  console.log(`plan of what is applied: ${await stopAgain()} for ${people} people`)
  expectEqual('people with something to do', summary.people, 0)
}

async function measureLookUps(
  { client, server }: Bench,
  { scim }: Tenant,
  { people }: HugeDirectory,
  run: (work: (count: number) => Promise<void>) => Promise<void>,
) {
  let round = 0
  return measure(server, client, () =>
    run(async (count) => {
      for (let index = 0; index < count; index++, round++) {
        const name = `person.${(round * 7_919) % people}@example.com`
        const query = encodeURIComponent(`userName eq "${name}"`)
        const list = (await scim('GET', `/Users?filter=${query}`, 200)) as { totalResults: number }
        expectEqual('found', list.totalResults, 1)
        if (index % 5 === 0) await patchMember(scim, round, people)
      }
    }),
  )
}

async function measurePatches(
  { client, report, server }: Bench,
  { scim }: Tenant,
  { people }: HugeDirectory,
  name: string,
) {
  for (let round = 0; round < 20; round++) await patchMember(scim, round, people)
  const measurement = await measure(server, client, async () => {
    for (let round = 0; round < rounds; round++) await patchMember(scim, round, people)
  })
  report.measurement(`one member joins or leaves, ${name}`, measurement)
}

/** The same person joins and leaves in turn, so that the directory is the same afterwards. */
async function patchMember(scim: Tenant['scim'], round: number, people: number): Promise<void> {
  const value = personId((Math.floor(round / 2) * 104_729) % people)
  const group = groupId(largestGroup)
  const operation =
    round % 2 === 0
      ? { op: 'add', path: 'members', value: [{ value }] }
      : { op: 'remove', path: `members[value eq "${value}"]` }
  await scim('PATCH', `/Groups/${group}`, 204, { Operations: [operation] })
}

/** What it takes: on a machine with other work the CPU time of the server says more than the clock. */
async function startTimer(server: Bench['server']): Promise<() => Promise<string>> {
  const [started, before] = [performance.now(), await server.readCpu()]
  return async () => {
    const cpu = (await server.readCpu()) - before
    return `${((performance.now() - started) / 1_000).toFixed(2)} s (CPU ${(cpu / 1_000_000).toFixed(2)} s)`
  }
}
