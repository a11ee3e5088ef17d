import { ConfigurationError } from '@rolecall/core/errors'
import { createHost } from '@rolecall/core/host/create-host'
import { defaultLimits } from '@rolecall/core/host/default-limits'
import { inspectPlugins } from '@rolecall/core/host/inspect-plugins'
import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { PluginHost } from '@rolecall/core/host/plugin-host'
import type { Issue } from '@rolecall/core/scim/errors'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { toMappingSchema } from '@rolecall/rules/schema/to-mapping-schema'
import { toVocabulary } from '@rolecall/rules/vocabulary'

import { createLog } from '../output/log.ts'
import { toPluginLog } from '../to-plugin-log.ts'
import { toDecider } from '../to-decider.ts'
import { toContributedWords, type ContributedWords } from './contributed-words.ts'

/** What there is to say about plugins without a server. */
export interface Examination {
  /** What each contributes that could be set up, by its name. */
  readonly words: ReadonlyMap<string, ContributedWords>
  /** What is wrong, each at its place in the configuration. */
  readonly issues: readonly Issue[]
}

/** Starts plugins as a server does, closes them again, and tries the mapping file with their words. */
export async function examinePlugins(
  entries: readonly PluginEntry[],
  resourceTypes: ResourceTypes,
): Promise<Examination> {
  const log = createLog('warn')
  const { issues, plugins } = await inspectPlugins(entries, {
    log: (plugin) => toPluginLog(log.child({ plugin })),
    resourceTypes,
  })
  const placed = issues.map((issue) => toPlaced(issue, entries))
  const words = issues.length > 0 ? [] : tryWords(createHost(plugins, defaultLimits), resourceTypes)
  // What is wrongly contributed has no words that could be read.
  const sound = plugins.filter(({ name }) => !issues.some(({ path }) => path === name))
  return {
    words: new Map(sound.map(({ contributions, name }) => [name, toContributedWords(name, contributions)])),
    issues: [...placed, ...words],
  }
}

/** A mistake that names a plugin alone gets the place at which the configuration names it. */
function toPlaced({ message, path }: Issue, entries: readonly PluginEntry[]): Issue {
  const entry = entries.find(({ plugin }) => plugin.name === path)
  return { path: entry === undefined ? path : `${entry.origin} ${path}`, message }
}

/** What a section gives where the file does not have it, and what editors learn of it, is code of plugins too. */
function tryWords(host: PluginHost, resourceTypes: ResourceTypes): readonly Issue[] {
  try {
    toMappingSchema(toVocabulary(host))
    toDecider(host, resourceTypes)
    return []
  } catch (error) {
    if (error instanceof ConfigurationError) {
      return error.issues.map(({ message, path }) => ({
        path: 'the default of a section',
        message: `${path} ${message}`,
      }))
    }
    return [{ path: 'the words of the mapping', message: error instanceof Error ? error.message : String(error) }]
  }
}
