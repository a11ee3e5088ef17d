import { writeFile } from 'node:fs/promises'

import { createChaosDatabase, type DatabaseKind } from './cluster/chaos-database.ts'
import { runWithOwnMounts } from './cluster/small-disk.ts'
import { readOptions, usage, type CommandOptions } from './options.ts'
import { toText } from './report.ts'
import { runChaos, type ChaosReport } from './run-chaos.ts'

const args = process.argv.slice(2)
// By an exit, at which the databases are stopped.
process.once('SIGINT', () => process.exit(130)).once('SIGTERM', () => process.exit(143))
try {
  const options = readOptions(args)
  if (options === null) console.log(usage)
  else process.exitCode = runWithOwnMounts() ?? (await chaos(options))
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}\n\n${usage}` : error)
  process.exitCode = 1
}

/** Answers the exit code. */
async function chaos(options: CommandOptions): Promise<number> {
  const reports = new Map<DatabaseKind, ChaosReport>()
  for (const kind of options.databases) reports.set(kind, await runOn(kind, options))
  const text = toText(reports, ['npm run chaos --', ...args].join(' '))
  if (options.report !== undefined) await writeFile(options.report, `${text}\n`)
  console.log(options.json ? JSON.stringify(Object.fromEntries(reports)) : text)
  return [...reports.values()].some(({ violations }) => violations.length > 0) ? 1 : 0
}

async function runOn(kind: DatabaseKind, { chaos: options }: CommandOptions): Promise<ChaosReport> {
  const database = await createChaosDatabase(kind)
  const onProgress = (text: string): void => void process.stderr.write(`${kind}: ${text}\n`)
  try {
    return await runChaos(database, { ...options, onProgress })
  } finally {
    await database.drop()
  }
}
