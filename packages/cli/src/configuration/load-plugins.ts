import { ConfigurationError } from '@rolecall/core/errors'
import { checkEntries } from '@rolecall/core/host/check-entries'
import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { Issue } from '@rolecall/core/scim/errors'

import { bundledPlugins, defaultPlugins } from '../bundled-plugins.ts'
import type { Configuration } from './configuration.ts'
import { expandBundled } from './expand-bundled.ts'
import { importPlugin } from './import-plugin.ts'

/** A plugin, and where it has come from. */
export interface LoadedPlugin extends PluginEntry {
  /** How the configuration calls it. */
  readonly use: string
  /** The URL of its module; `null` for a bundled one. */
  readonly module: string | null
}

/** The plugins that could be loaded, and what is wrong with the others, each at its place. */
export interface FoundPlugins {
  readonly entries: readonly LoadedPlugin[]
  readonly issues: readonly Issue[]
}

/**
 * The plugins of a configuration, all of them. Throws ConfigurationError with all that can't be loaded, or with every
 * mistake in what the configuration gives them.
 */
export async function loadPlugins(
  configuration: Pick<Configuration, 'file' | 'plugins'>,
): Promise<readonly LoadedPlugin[]> {
  const { entries, issues } = await findPlugins(configuration)
  if (issues.length > 0) throw new ConfigurationError('Not all plugins can be loaded', issues)
  // Also checked when they start; here before a database is touched.
  await checkEntries(entries)
  return entries
}

/**
 * The plugins of a configuration: bundled ones by name, others resolved from the configuration file's folder as an import
 * there would be. Throws ConfigurationError for a list that says two things.
 */
export async function findPlugins({ file, plugins }: Pick<Configuration, 'file' | 'plugins'>): Promise<FoundPlugins> {
  if (plugins === null || file === null) {
    return {
      entries: defaultPlugins().map((entry) => ({ ...entry, use: entry.plugin.name, module: null })),
      issues: [],
    }
  }
  const entries: LoadedPlugin[] = []
  const issues: Issue[] = []
  for (const { config, origin, use } of expandBundled(plugins)) {
    try {
      const bundled = bundledPlugins.get(use)
      const found = bundled === undefined ? await importPlugin(use, file) : { plugin: bundled, module: null }
      entries.push({ ...found, use, config, origin })
    } catch (error) {
      issues.push({ path: origin, message: error instanceof Error ? error.message : String(error) })
    }
  }
  return { entries, issues }
}
