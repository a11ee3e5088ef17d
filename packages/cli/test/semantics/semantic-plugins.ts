import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { Plugin } from '@rolecall/core/plugin/plugin'

// @ts-expect-error the example is plain JavaScript, as an author outside of this repository may write it
import { licencesPlugin } from '../../../../examples/licences/licences-plugin.js'
import { defaultPlugins } from '../../src/bundled-plugins.ts'

/** The plugins of the cases: all that are bundled, and one with an effect of its own. */
export function semanticPlugins(): readonly PluginEntry[] {
  return [...defaultPlugins(), { plugin: licencesPlugin as Plugin, config: { skus: ['E3', 'E5'] }, origin: 'test' }]
}
