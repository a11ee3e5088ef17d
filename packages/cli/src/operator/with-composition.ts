import type { OperationServices } from '@rolecall/core/change/operation-context'

import { compose } from '../compose.ts'
import { explainDatabase } from '../configuration/explain-database.ts'
import { loadPlugins } from '../configuration/load-plugins.ts'
import { readConfiguration, type ConfigurationFlags } from '../configuration/read-configuration.ts'
import { createLog } from '../output/log.ts'
import { requireDatabase } from './require-database.ts'

/** Runs a command of the operator on a database that exists and is migrated, with the configured plugins. */
export async function withComposition<T>(
  flags: ConfigurationFlags,
  work: (services: OperationServices) => Promise<T>,
): Promise<T> {
  const configuration = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  await requireDatabase(configuration.database)
  const plugins = await loadPlugins(configuration)
  // What a command does is on stdout; the log is for what goes wrong.
  const log = createLog(configuration.logLevel === 'info' ? 'warn' : configuration.logLevel)
  const { database, resourceTypes, ssoSecret } = configuration
  const { close, services } = await explainDatabase(database, () =>
    compose({ database, plugins, log, resourceTypes, ssoSecret }),
  )
  try {
    await explainDatabase(database, () => services.store.check())
    return await work(services)
  } finally {
    await close()
  }
}
