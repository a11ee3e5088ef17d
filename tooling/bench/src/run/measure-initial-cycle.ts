import { generateDirectory } from '@rolecall/idp-simulator/generate-directory'

import { createTenant } from '../client/tenant.ts'
import { measureBarePosts } from '../load/bare-posts.ts'
import { checkEndState, runInitialCycle, type Provisioned } from '../load/initial-cycle.ts'
import { putRules } from '../load/rules.ts'
import { measure } from '../measure.ts'
import { printMeasurement } from '../print-measurement.ts'
import type { Bench } from './bench.ts'

/** People and groups before the measured cycle, so that it does not measure the compiler. */
const warmUp = generateDirectory({ seed: 1, users: 200, groups: 5 })

/** Entra's initial cycle of 50 groups of 100, between two runs of bare requests. */
export async function measureInitialCycle(
  { bare, client, options, server }: Bench,
  concurrency: number,
  rules: number,
): Promise<void> {
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

  const before = await measureBarePosts(bare, client, concurrency)
  let provisioned: Provisioned | undefined
  const measurement = await measure(server, client, async () => {
    provisioned = await runInitialCycle(tenant, directory, concurrency)
  })
  const after = await measureBarePosts(bare, client, concurrency)
  if (provisioned !== undefined) await checkEndState(tenant, directory, provisioned)

  const name = `Entra initial cycle, C=${concurrency}${rules > 0 ? `, ${rules} rules` : ''}`
  printMeasurement(`bare POST, C=${concurrency}, before`, before)
  printMeasurement(`bare POST, C=${concurrency}, after`, after)
  printMeasurement(name, measurement, (before.rate + after.rate) / 2)
}
