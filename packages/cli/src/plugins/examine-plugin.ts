import type { Issue } from '@rolecall/core/scim/errors'

import { bundledPlugins } from '../bundled-plugins.ts'
import type { Configuration } from '../configuration/configuration.ts'
import { importPluginOf } from '../configuration/import-plugin.ts'
import { findPlugins, type LoadedPlugin } from '../configuration/load-plugins.ts'
import type { ContributedWords } from './contributed-words.ts'
import { examinePlugins } from './examine-plugins.ts'

/** What a check of one plugin came to. */
export interface PluginCheck {
  readonly ok: boolean
  /** `null` where there is no plugin in the file. */
  readonly name: string | null
  readonly contributes: ContributedWords | null
  /** Where the configuration names it; `null` where it doesn't. */
  readonly place: string | null
  readonly issues: readonly Issue[]
}

/** Examines one plugin, by its file from this folder or by name, after the others of the configuration. */
export async function examinePlugin(
  name: string,
  folder: string,
  configuration: Pick<Configuration, 'file' | 'plugins' | 'resourceTypes'>,
): Promise<PluginCheck> {
  let found: Pick<LoadedPlugin, 'plugin' | 'module'>
  try {
    found = await findPlugin(name, folder)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { ok: false, name: null, contributes: null, place: null, issues: [{ path: name, message }] }
  }
  const { module, plugin } = found
  const { entries } = await findPlugins(configuration)
  const named = entries.find((entry) => (module === null ? entry.plugin === plugin : entry.module === module))
  const own = named ?? { plugin, module, use: name, config: undefined, origin: name }
  // After all others, so that what two of them contribute is told of this one.
  const inOrder = [...entries.filter((entry) => entry !== named), own]
  const { issues, words } = await examinePlugins(inOrder, configuration.resourceTypes)
  const others = inOrder.slice(0, -1).map(({ origin, plugin: other }) => `${origin} ${other.name}`)
  const concerning = issues.filter(
    ({ path }) => !others.some((other) => path === other || path.startsWith(`${other}.`)),
  )
  return {
    ok: concerning.length === 0,
    name: plugin.name,
    contributes: words.get(plugin.name) ?? null,
    place: named?.origin ?? null,
    issues: concerning,
  }
}

async function findPlugin(name: string, folder: string): Promise<Pick<LoadedPlugin, 'plugin' | 'module'>> {
  const bundled = bundledPlugins.get(name)
  if (bundled !== undefined) return { plugin: bundled, module: null }
  return importPluginOf(name, folder)
}
