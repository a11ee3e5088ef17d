import { ConfigurationError } from '@rolecall/core/errors'
import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import { findNearest } from '@rolecall/rules/text/find-nearest'

import { defaultPlugins } from './bundled-plugins.ts'

/** Which plugins run in a process of somebody's own. */
export interface PluginOptions {
  /** Run after the bundled ones. */
  readonly plugins?: readonly Plugin[]
  /** What the configuration file would say under `config:`, by the plugin's name. */
  readonly configs?: { readonly [plugin: string]: unknown }
}

/** The bundled plugins and these. Throws ConfigurationError for the configuration of a plugin that is not among them. */
export function toPluginEntries({ configs = {}, plugins = [] }: PluginOptions): readonly PluginEntry[] {
  const entries = [
    ...defaultPlugins(),
    ...plugins.map((plugin): PluginEntry => ({ plugin, config: undefined, origin: 'plugins' })),
  ].map((entry) => ({ ...entry, config: configs[entry.plugin.name] }))
  const names = entries.map(({ plugin }) => plugin.name)
  const unknown = Object.keys(configs).filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    const issues = unknown.map((name) => ({
      path: `configs.${name}`,
      message: toHint(findNearest(name, names), names),
    }))
    throw new ConfigurationError('A configuration is of no plugin that runs', issues)
  }
  return entries
}

function toHint(nearest: string | undefined, names: readonly string[]): string {
  return nearest === undefined ? `known are ${names.join(', ')}` : `did you mean '${nearest}'?`
}
