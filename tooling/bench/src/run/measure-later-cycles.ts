import { generateDirectory } from '@rolecall/idp-simulator/generate-directory'

import { createTenant } from '../client/tenant.ts'
import { checkTitles, runIncrementalCycle } from '../load/incremental-cycle.ts'
import { checkEndState, runInitialCycle } from '../load/initial-cycle.ts'
import { checkAssigned, runOktaCycle, type Assigned } from '../load/okta-cycle.ts'
import type { Bench } from './bench.ts'
import { measureBesideBare } from './measure-beside-bare.ts'

/** Before the measured cycle, so that it does not measure the compiler. */
const warmUp = 200

/** Entra's incremental cycle over people and groups that are there. */
export async function measureIncrementalCycle(bench: Bench, concurrency: number): Promise<void> {
  const { client, options, server } = bench
  const size = Math.min(100, options.users)
  const groups = { groups: 50, membersPerGroup: { least: size, most: size } }
  const tenant = await createTenant(server, client)
  const directory = generateDirectory({ seed: 42, users: options.users, ...groups })
  const provisioned = await runInitialCycle(tenant, directory, 8)
  await runIncrementalCycle(tenant, { ...directory, users: directory.users.slice(0, warmUp) }, provisioned, concurrency)
  await measureBesideBare(bench, `Entra incremental cycle, C=${concurrency}`, concurrency, () =>
    runIncrementalCycle(tenant, directory, provisioned, concurrency),
  )
  await checkTitles(tenant, directory, provisioned)
  await checkEndState(tenant, directory, provisioned)
}

/** What Okta does when people and a group are assigned. */
export async function measureOktaCycle(bench: Bench, concurrency: number): Promise<void> {
  const { client, options, server } = bench
  await runOktaCycle(await createTenant(server, client), warmUp, concurrency)
  const tenant = await createTenant(server, client)
  let assigned: Assigned | undefined
  await measureBesideBare(bench, `Okta, C=${concurrency}`, concurrency, async () => {
    assigned = await runOktaCycle(tenant, options.users, concurrency)
  })
  if (assigned !== undefined) await checkAssigned(tenant, assigned)
}
