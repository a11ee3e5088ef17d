import type { PluginEntry } from './plugin-entry.ts'
import { ConfigurationError } from '../errors.ts'
import type { PluginLog } from '../plugin/plugin.ts'
import { standardResourceTypes, type ResourceTypes } from '../scim/schema/resource-types.ts'
import { checkContributions } from './check-contributions.ts'
import { checkEntries } from './check-entries.ts'
import { closePlugins } from './close-plugins.ts'
import { createHost, type HostLimits } from './create-host.ts'
import { defaultLimits } from './default-limits.ts'
import type { ReadyPlugin } from './hook-list.ts'
import type { PluginHost } from './plugin-host.ts'
import { setUpPlugin } from './set-up-plugin.ts'

/** Limits are in milliseconds, and those of `defaultLimits` where they are left out. */
export interface StartOptions {
  /** The log of a plugin, by its name. */
  readonly log: (plugin: string) => PluginLog
  /** Those of the RFCs where nothing else is said. */
  readonly resourceTypes?: ResourceTypes
  /** For setting up, and for closing, one plugin. */
  readonly setupTimeoutMs?: number
  /** For one hook inside a transaction. */
  readonly hookTimeoutMs?: number
  /** For answering a panel or a route. */
  readonly answerTimeoutMs?: number
}

/**
 * Checks the configuration of all plugins, sets them up one by one in its order, and freezes what they
 * contribute. Throws ConfigurationError with every mistake at once, or PluginError for a set-up that
 * failed; what was set up is then closed in reverse.
 */
export async function startPlugins(entries: readonly PluginEntry[], options: StartOptions): Promise<PluginHost> {
  const limits: HostLimits = {
    setup: options.setupTimeoutMs ?? defaultLimits.setup,
    hook: options.hookTimeoutMs ?? defaultLimits.hook,
    answer: options.answerTimeoutMs ?? defaultLimits.answer,
  }
  const { resourceTypes = standardResourceTypes } = options
  const checked = await checkEntries(entries)
  const ready: ReadyPlugin[] = []
  try {
    for (const { plugin, config } of checked) {
      const log = options.log(plugin.name)
      ready.push({
        name: plugin.name,
        log,
        contributions: await setUpPlugin(plugin, config, { log, resourceTypes }, limits.setup),
      })
    }
    const issues = checkContributions(ready)
    if (issues.length > 0) throw new ConfigurationError('The plugins do not go together', issues)
    return createHost(ready, limits)
  } catch (error) {
    await closePlugins(ready, limits.setup)
    throw error
  }
}
