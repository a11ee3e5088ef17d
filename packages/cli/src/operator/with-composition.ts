import { existsSync } from 'node:fs'

import type { OperationServices } from '@rolecall/core/change/operation-context'

import { compose } from '../compose.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { explainDatabase } from '../configuration/explain-database.ts'
import { loadPlugins } from '../configuration/load-plugins.ts'
import { readConfiguration, type ConfigurationFlags } from '../configuration/read-configuration.ts'
import { CommandError } from '../output/command-error.ts'
import { exitCode } from '../output/exit-code.ts'
import { createLog } from '../output/log.ts'

/** Runs a command of the operator on a database that exists and is migrated, with the configured plugins. */
export async function withComposition<T>(
  flags: ConfigurationFlags,
  work: (services: OperationServices) => Promise<T>,
): Promise<T> {
  const configuration = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  requireFile(configuration)
  const plugins = await loadPlugins(configuration)
  // What a command does is on stdout; the log is for what goes wrong.
  const log = createLog(configuration.logLevel === 'info' ? 'warn' : configuration.logLevel)
  const { database, resourceTypes } = configuration
  const { close, services } = await explainDatabase(database, () => compose({ database, plugins, log, resourceTypes }))
  try {
    await explainDatabase(database, () => services.store.check())
    return await work(services)
  } finally {
    await close()
  }
}

/** Opening a SQLite file makes it: a mistyped path must not leave an empty database behind. */
function requireFile({ database }: Configuration): void {
  const path = database.startsWith('sqlite:') ? database.slice('sqlite:'.length) : undefined
  if (path === undefined || existsSync(path)) return
  throw new CommandError(
    `There is no database at ${path}. Name it with --database, or make it with: rolecall serve, or rolecall migrate up`,
    exitCode.failure,
  )
}
