import { pathToFileURL } from 'node:url'

import { ConfigurationError } from '@rolecall/core/errors'
import { checkEntries } from '@rolecall/core/host/check-entries'
import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import type { Issue } from '@rolecall/core/scim/errors'
import { findNearest } from '@rolecall/rules/text/find-nearest'

import { bundledPlugins, defaultPlugins } from '../bundled-plugins.ts'
import type { Configuration, PluginReference } from './configuration.ts'
import { expandBundled } from './expand-bundled.ts'

/** A plugin, and where it has come from. */
export interface LoadedPlugin extends PluginEntry {
  /** The URL of its module; `null` for a bundled one. */
  readonly module: string | null
}

/**
 * The plugins of a configuration: bundled ones by name, others resolved from the configuration file's
 * folder as an import there would be. Throws ConfigurationError with all that can't be loaded, or with every
 * mistake in what the configuration gives them.
 */
export async function loadPlugins({
  file,
  plugins,
}: Pick<Configuration, 'file' | 'plugins'>): Promise<readonly LoadedPlugin[]> {
  if (plugins === null || file === null) return defaultPlugins().map((entry) => ({ ...entry, module: null }))
  const entries: LoadedPlugin[] = []
  const issues: Issue[] = []
  for (const reference of expandBundled(plugins)) {
    try {
      const bundled = bundledPlugins.get(reference.use)
      const found = bundled === undefined ? await importPlugin(reference, file) : { plugin: bundled, module: null }
      entries.push({ ...found, config: reference.config, origin: reference.origin })
    } catch (error) {
      issues.push({ path: reference.origin, message: error instanceof Error ? error.message : String(error) })
    }
  }
  if (issues.length > 0) throw new ConfigurationError('Not all plugins can be loaded', issues)
  // Also checked when they start; here before a database is touched.
  await checkEntries(entries)
  return entries
}

async function importPlugin(
  { use }: PluginReference,
  file: string,
): Promise<{ readonly plugin: Plugin; readonly module: string }> {
  const { module, exported } = await importModule(use, file)
  const plugins = Object.values(exported).filter(isPlugin)
  const plugin = isPlugin(exported['default']) ? exported['default'] : plugins.length === 1 ? plugins[0] : undefined
  if (plugin === undefined)
    throw new Error(`'${use}' exports no plugin: one object with name, apiVersion, config and setup was expected`)
  return { plugin, module }
}

async function importModule(
  use: string,
  file: string,
): Promise<{ readonly module: string; readonly exported: Record<string, unknown> }> {
  const { resolve } = await import('import-meta-resolve')
  try {
    const module = resolve(use, pathToFileURL(file).href)
    return { module, exported: (await import(module)) as Record<string, unknown> }
  } catch (error) {
    const nearest = findNearest(use, [...bundledPlugins.keys()])
    const hint = nearest === undefined ? '' : `; did you mean '${nearest}'?`
    throw new Error(`'${use}' can not be imported: ${reasonOf(error)}${hint}`, { cause: error })
  }
}

/** Node's own words, without the file of ours that imports. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/ imported from .*/s, '') : String(error)
}

function isPlugin(value: unknown): value is Plugin {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    'apiVersion' in value &&
    'setup' in value &&
    'config' in value
  )
}
