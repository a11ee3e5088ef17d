import { writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { basename } from 'node:path'

import { createHttpClient, type HttpClient } from './client/http-client.ts'
import { createDatabase, type BenchDatabase } from './database.ts'
import {
  asksForHelp,
  chartMetrics,
  readOptions,
  readResultOptions,
  usage,
  type BenchOptions,
  type ResultOptions,
} from './options.ts'
import { startBareServer, startRolecallServer } from './process/measured-process.ts'
import { measureConsole } from './run/measure-console.ts'
import { measureDelivery } from './run/measure-delivery.ts'
import { measureDirectory } from './run/measure-directory.ts'
import { measureFlood } from './run/measure-flood.ts'
import { measureGroup } from './run/measure-group.ts'
import { measureInitialCycle } from './run/measure-initial-cycle.ts'
import { measureIncrementalCycle, measureOktaCycle } from './run/measure-later-cycles.ts'
import { measureLists } from './run/measure-lists.ts'
import { measureMixed } from './run/measure-mixed.ts'
import { measureOrganizations } from './run/measure-organizations.ts'
import { measureLargest } from './run/measure-largest.ts'
import { measurePlatform } from './run/measure-platform.ts'
import { measurePlan } from './run/measure-plan.ts'
import { measureTokens } from './run/measure-tokens.ts'
import type { Bench } from './run/bench.ts'
import { createReport } from './report.ts'
import { compareResults } from './result/compare-results.ts'
import { addRun, readResult } from './result/keep-result.ts'
import { printComparison } from './result/print-comparison.ts'
import { toChart } from './result/to-chart.ts'

try {
  const args = process.argv.slice(2)
  if (asksForHelp(args)) console.log(usage)
  else await run(args)
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error)
  process.exitCode = 1
}

async function run(args: readonly string[]): Promise<void> {
  const asked = readResultOptions(args)
  await (asked === undefined ? runBench(readOptions(args)) : showResults(asked))
}

async function showResults(options: ResultOptions): Promise<void> {
  if (options.kind === 'compare') {
    const [first, second] = [await readResult(options.first), await readResult(options.second)]
    return printComparison(compareResults(first, second), console.log)
  }
  const series = await Promise.all(
    options.results.map(async (path) => ({ title: basename(path, '.json'), result: await readResult(path) })),
  )
  await writeFile(options.file, toChart(options.metric, chartMetrics[options.metric], series))
}

async function runBench(options: BenchOptions): Promise<void> {
  const database = await createDatabase(options.postgres)
  const client = createHttpClient()
  try {
    await runOn(database, options, client)
  } finally {
    client.close()
    await database.drop()
  }
}

async function runOn(
  { readCpu, url: database }: BenchDatabase,
  options: BenchOptions,
  client: HttpClient,
): Promise<void> {
  const bare = await startBareServer()
  const started = { started: new Date().toISOString(), load: loadavg()[0] ?? 0 }
  const running = await startRolecallServer(database, options.processes, options.profile ? ['--cpu-prof'] : [])
  const server = readCpu === undefined ? running : { ...running, readDatabaseCpu: readCpu }
  const report = createReport(console.log)
  const bench: Bench = { options, client, bare, server, report }
  try {
    for (const concurrency of [1, 8]) {
      if (options.runs.has('initial')) await measureInitialCycle(bench, concurrency, 0)
      if (options.runs.has('mapping')) await measureInitialCycle(bench, concurrency, options.rules)
      if (options.runs.has('incremental')) await measureIncrementalCycle(bench, concurrency)
      if (options.runs.has('mixed')) await measureMixed(bench, concurrency)
      if (options.runs.has('okta')) await measureOktaCycle(bench, concurrency)
    }
    if (options.runs.has('directory')) await measureDirectory(bench)
    if (options.runs.has('lists')) await measureLists(bench, database)
    if (options.runs.has('organizations')) await measureOrganizations(bench)
    if (options.runs.has('platform')) await measurePlatform(bench)
    if (options.runs.has('plan')) await measurePlan(bench, database)
    if (options.runs.has('console')) await measureConsole(bench, database)
    if (options.runs.has('flood')) await measureFlood(bench, database)
    if (options.runs.has('group')) await measureGroup(bench, database)
    if (options.runs.has('delivery')) await measureDelivery(bench)
    if (options.runs.has('tokens')) await measureTokens(bench)
    if (options.runs.has('largest')) await measureLargest(bench, database)
    if (options.json !== undefined) {
      const machine = { node: process.version, processors: availableParallelism() }
      const memory = await server.readMemory()
      const dialect = options.postgres === undefined ? 'sqlite' : 'postgres'
      await addRun(options.json, { ...started, ...machine, database: dialect, memory, rows: report.rows })
    }
  } finally {
    await server.stop()
    await bare.stop()
  }
}
