import { startPlugins } from '@rolecall/core/host/start-plugins'
import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { toVocabulary, type Vocabulary } from '@rolecall/rules/vocabulary'

import { defaultPlugins } from '../bundled-plugins.ts'

/** What the bundled plugins contribute to the mapping file. */
export async function readBundledVocabulary(): Promise<Vocabulary> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const host = await startPlugins(defaultPlugins(), { log: () => log, resourceTypes: standardResourceTypes })
  const vocabulary = toVocabulary(host)
  await host.close()
  return vocabulary
}
