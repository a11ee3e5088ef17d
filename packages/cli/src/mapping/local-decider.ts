import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { Decider } from '@rolecall/core/decider'

import { loadPlugins } from '../configuration/load-plugins.ts'
import { readConfiguration, type ConfigurationFlags } from '../configuration/read-configuration.ts'
import { toDecider } from '../to-decider.ts'

/** The rules as the server of this configuration would decide them, without a database. */
export async function createLocalDecider(flags: ConfigurationFlags): Promise<Decider> {
  const configuration = await readConfiguration({ flags, environment: process.env, folder: process.cwd() })
  const log = { info() {}, warn() {}, error() {} }
  const { resourceTypes } = configuration
  const host = await startPlugins(await loadPlugins(configuration), { log: () => log, resourceTypes })
  return toDecider(host, resourceTypes)
}
