import { generateDirectory } from '@rolecall/idp-simulator/generate-directory'

import { createTenant } from '../client/tenant.ts'
import { checkEndState, runInitialCycle, type Provisioned } from '../load/initial-cycle.ts'
import { putRules } from '../load/rules.ts'
import type { Bench } from './bench.ts'
import { measureBesideBare } from './measure-beside-bare.ts'

/** People and groups before the measured cycle, so that it does not measure the compiler. */
const warmUp = generateDirectory({ seed: 1, users: 200, groups: 5 })

/** Entra's initial cycle of 50 groups of 100, between two runs of bare requests. */
export async function measureInitialCycle(bench: Bench, concurrency: number, rules: number): Promise<void> {
  const { client, options, server } = bench
  const size = Math.min(100, options.users)
  const directory = generateDirectory({
    seed: 42,
    users: options.users,
    groups: 50,
    membersPerGroup: { least: size, most: size },
  })
  await runInitialCycle(await createTenant(server, client), warmUp, concurrency)
  const tenant = await createTenant(server, client)
  if (rules > 0) await putRules(tenant, rules)

  let provisioned: Provisioned | undefined
  const name = `Entra initial cycle, C=${concurrency}${rules > 0 ? `, ${rules} rules` : ''}`
  await measureBesideBare(bench, name, concurrency, async () => {
    provisioned = await runInitialCycle(tenant, directory, concurrency)
  })
  if (provisioned !== undefined) await checkEndState(tenant, directory, provisioned)
}
