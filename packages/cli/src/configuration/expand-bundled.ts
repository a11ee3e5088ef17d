import { ConfigurationError } from '@rolecall/core/errors'
import type { Issue } from '@rolecall/core/scim/errors'

import { bundledNames, bundledWord } from '../bundled-names.ts'
import type { PluginReference } from './configuration.ts'

/**
 * A list of plugins with, in the place of `bundled`, every bundled plugin that the list neither names nor leaves out.
 * Throws ConfigurationError where the word stands there twice, or a plugin is both named and left out.
 */
export function expandBundled(plugins: readonly PluginReference[]): readonly PluginReference[] {
  const places = new Map(plugins.filter(({ use }) => use !== bundledWord).map(({ origin, use }) => [use, origin]))
  const words = plugins.filter(({ use }) => use === bundledWord)
  const issues = words.flatMap(({ origin, without = [] }, index): readonly Issue[] => [
    ...(index === 0
      ? []
      : [{ path: origin, message: `'${bundledWord}' stands in the list already (${words[0]?.origin})` }]),
    ...without
      .filter((name) => places.has(name))
      .map((name) => ({
        path: origin,
        message: `'${name}' is left out here and named at ${places.get(name)}; take one of them away`,
      })),
  ])
  if (issues.length > 0) throw new ConfigurationError('The list of plugins is wrong', issues)
  return plugins.flatMap((reference) => {
    const { origin, use, without = [] } = reference
    if (use !== bundledWord) return [reference]
    const missing = bundledNames.filter((name) => !places.has(name) && !without.includes(name))
    return missing.map((name) => ({ use: name, config: undefined, origin }))
  })
}
