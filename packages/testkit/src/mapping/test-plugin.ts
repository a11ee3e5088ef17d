import type { Decider } from '@rolecall/core/decider'
import type { PluginHost } from '@rolecall/core/host/plugin-host'
import { startPlugins, type PluginEntry } from '@rolecall/core/host/start-plugins'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'

/** A plugin with its part of the configuration, as the configuration file gives it. */
export interface PluginUnderTest {
  readonly plugin: Plugin
  readonly config?: unknown
}

export interface PluginTester {
  /** Calls the plugins' hooks, in the order in which they were given. */
  readonly host: PluginHost
  /** Compiles mappings with what they contribute. */
  readonly decider: Decider
  readonly close: () => Promise<void>
}

/**
 * Starts plugins as a server does, without one: their configuration is checked, they are set up one by one, and what they
 * contribute is held against each other. Throws ConfigurationError with every mistake, PluginError.
 */
export async function testPlugin(
  plugins: readonly PluginUnderTest[],
  resourceTypes: ResourceTypes = standardResourceTypes,
): Promise<PluginTester> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const entries = plugins.map(({ config, plugin }): PluginEntry => ({ plugin, config, origin: plugin.name }))
  const host = await startPlugins(entries, { log: () => log, resourceTypes })
  const decider = createDecider({ ...toVocabulary(host), resourceTypes })
  return { host, decider, close: () => host.close() }
}
