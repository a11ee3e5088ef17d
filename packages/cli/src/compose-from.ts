import type { Background } from '@rolecall/core/change/operation-context'
import type { Logger } from 'pino'

import { compose, type Composition } from './compose.ts'
import type { Configuration } from './configuration/configuration.ts'
import { loadPlugins } from './configuration/load-plugins.ts'

/** The parts of a configuration, put together; the same in the server and in its thread for long work. */
export async function composeFrom(
  configuration: Configuration,
  log: Logger,
  options: { readonly background?: Background; readonly poolSize?: number } = {},
): Promise<Composition> {
  const plugins = await loadPlugins(configuration)
  const { cursor, database, notices, resourceTypes, ssoSecret } = configuration
  return compose({ cursor, database, plugins, log, notices, resourceTypes, ssoSecret, ...options })
}
