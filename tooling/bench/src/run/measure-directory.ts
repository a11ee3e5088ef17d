import { createTenant } from '../client/tenant.ts'
import { checkEndState, runInitialCycle } from '../load/initial-cycle.ts'
import { generateLargeDirectory } from '../load/large-directory.ts'
import { createLoads } from '../load/large-directory-loads.ts'
import { measure } from '../measure.ts'
import type { Bench } from './bench.ts'

const rounds = 200
const warmUpRounds = 20

/** What is done to a directory that is large already, one request at a time. */
export async function measureDirectory({ client, options, report, server }: Bench): Promise<void> {
  const directory = generateLargeDirectory(options.largestGroup)
  const tenant = await createTenant(server, client)
  const provisioned = await runInitialCycle(tenant, directory, 8)
  for (const load of createLoads(tenant, directory, provisioned)) {
    for (let round = 0; round < warmUpRounds; round++) await load.run(round)
    const measurement = await measure(server, client, async () => {
      for (let round = 0; round < rounds; round++) await load.run(round)
    })
    report.measurement(load.name, measurement)
  }
  await checkEndState(tenant, directory, provisioned)
}
