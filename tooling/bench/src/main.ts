import { createHttpClient, type HttpClient } from './client/http-client.ts'
import { createDatabase } from './database.ts'
import { readOptions, usage, type BenchOptions } from './options.ts'
import { printHeader } from './print-measurement.ts'
import { startBareServer, startRolecallServer } from './process/measured-process.ts'
import { measureConsole } from './run/measure-console.ts'
import { measureDelivery } from './run/measure-delivery.ts'
import { measureDirectory } from './run/measure-directory.ts'
import { measureFlood } from './run/measure-flood.ts'
import { measureGroup } from './run/measure-group.ts'
import { measureInitialCycle } from './run/measure-initial-cycle.ts'
import { measureIncrementalCycle, measureOktaCycle } from './run/measure-later-cycles.ts'
import { measureLargest } from './run/measure-largest.ts'
import { measurePlan } from './run/measure-plan.ts'
import { measureTokens } from './run/measure-tokens.ts'
import type { Bench } from './run/bench.ts'

try {
  await runBench(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error)
  process.exitCode = 1
}

async function runBench(options: BenchOptions): Promise<void> {
  const database = await createDatabase(options.postgres)
  const client = createHttpClient()
  try {
    await runOn(database.url, options, client)
  } finally {
    client.close()
    await database.drop()
  }
}

async function runOn(database: string, options: BenchOptions, client: HttpClient): Promise<void> {
  const bare = await startBareServer()
  const server = await startRolecallServer(database, options.profile ? ['--cpu-prof'] : [])
  const bench: Bench = { options, client, bare, server }
  printHeader()
  try {
    for (const concurrency of [1, 8]) {
      if (options.runs.has('initial')) await measureInitialCycle(bench, concurrency, 0)
      if (options.runs.has('mapping')) await measureInitialCycle(bench, concurrency, options.rules)
      if (options.runs.has('incremental')) await measureIncrementalCycle(bench, concurrency)
      if (options.runs.has('okta')) await measureOktaCycle(bench, concurrency)
    }
    if (options.runs.has('directory')) await measureDirectory(bench)
    if (options.runs.has('plan')) await measurePlan(bench, database)
    if (options.runs.has('console')) await measureConsole(bench, database)
    if (options.runs.has('flood')) await measureFlood(bench, database)
    if (options.runs.has('group')) await measureGroup(bench, database)
    if (options.runs.has('delivery')) await measureDelivery(bench)
    if (options.runs.has('tokens')) await measureTokens(bench)
    if (options.runs.has('largest')) await measureLargest(bench, database)
  } finally {
    await server.stop()
    await bare.stop()
  }
}
