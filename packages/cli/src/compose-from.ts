import type { Background } from '@rolecall/core/change/operation-context'
import type { Tracing } from '@rolecall/server/trace/tracing'
import type { Logger } from 'pino'

import type { Composition } from './compose.ts'
import { composeTraced } from './compose-traced.ts'
import type { Configuration } from './configuration/configuration.ts'
import { loadPlugins } from './configuration/load-plugins.ts'

interface ComposeOptions {
  readonly background?: Background
  readonly poolSize?: number
  /** What is traced by; nothing is traced where it is left out. */
  readonly tracing?: Tracing | undefined
}

/** The parts of a configuration, put together; the same in the server and in its thread for long work. */
export async function composeFrom(
  configuration: Configuration,
  log: Logger,
  { tracing, ...options }: ComposeOptions = {},
): Promise<Composition> {
  const plugins = await loadPlugins(configuration)
  const { cursor, database, notices, resourceTypes, ssoSecret } = configuration
  return composeTraced({ cursor, database, plugins, log, notices, resourceTypes, ssoSecret, ...options }, tracing)
}
