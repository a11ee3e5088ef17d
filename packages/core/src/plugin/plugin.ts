import type { Contributions } from './contributions.ts'
import type { ResourceTypes } from '../scim/schema/resource-types.ts'
import type { StandardSchema } from './standard-schema.ts'

/** A plugin: data that is known without running it, and one function that makes its contributions. */
export interface Plugin<Config = unknown> {
  /** Lower case with hyphens; how the configuration file names it. */
  readonly name: string
  /** The version of this contract. */
  readonly apiVersion: 1
  /** Names of plugins that must be configured too; checked, never loaded by it. */
  readonly requires?: readonly string[]
  /** Checks the plugin's part of the configuration file and fills in defaults. */
  readonly config: StandardSchema<Config>
  setup(config: Config, services: Services): Contributions | Promise<Contributions>
}

/** What the host lends to a plugin. */
export interface Services {
  readonly log: PluginLog
  /** The resource types that this server serves, with what the configuration adds to them. */
  readonly resourceTypes: ResourceTypes
}

/** Writes to the server's log under the plugin's name. */
export interface PluginLog {
  info(message: string, details?: object): void
  warn(message: string, details?: object): void
  error(message: string, details?: object): void
}

/** Gives a plugin its types; returns it unchanged. */
export function definePlugin<Config>(plugin: Plugin<Config>): Plugin<Config> {
  return plugin
}
