import type { Issue } from '../scim/errors.ts'
import { standardResourceTypes } from '../scim/schema/resource-types.ts'
import { checkContributions } from './check-contributions.ts'
import { inspectEntries } from './check-entries.ts'
import { closePlugins } from './close-plugins.ts'
import { defaultLimits } from './default-limits.ts'
import type { ReadyPlugin } from './hook-list.ts'
import type { PluginEntry } from './plugin-entry.ts'
import { setUpPlugin } from './set-up-plugin.ts'
import type { StartOptions } from './start-plugins.ts'

/** What there is to say about plugins without a server. */
export interface Inspection {
  /** Every mistake, each with the place in the configuration or the name of the plugin. */
  readonly issues: readonly Issue[]
  /** Those that could be set up, with what they contribute; they are closed already. */
  readonly plugins: readonly ReadyPlugin[]
}

/**
 * Checks plugins as a start does, and goes on where a start would end: the configuration of all, the set-up of each whose
 * configuration is right, and what they contribute. What is set up is closed again. Throws nothing for a mistake.
 */
export async function inspectPlugins(
  entries: readonly PluginEntry[],
  { log, resourceTypes = standardResourceTypes, setupTimeoutMs = defaultLimits.setup }: StartOptions,
): Promise<Inspection> {
  const { checked, issues } = await inspectEntries(entries)
  const found = [...issues]
  const plugins: ReadyPlugin[] = []
  for (const { config, plugin } of checked) {
    const { name } = plugin
    const services = { log: log(name), resourceTypes }
    try {
      const contributions = await setUpPlugin(plugin, config, services, setupTimeoutMs)
      plugins.push({ name, log: services.log, contributions })
    } catch (error) {
      found.push({ path: name, message: error instanceof Error ? error.message : String(error) })
    }
  }
  found.push(...checkContributions(plugins))
  await closePlugins(plugins, setupTimeoutMs)
  return { issues: found, plugins }
}
