import type { Decider } from '@rolecall/core/decider'
import type { PluginHost } from '@rolecall/core/host/plugin-host'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'

/** The rules with the vocabulary of the plugins. */
export function toDecider(host: PluginHost, resourceTypes: ResourceTypes = standardResourceTypes): Decider {
  return createDecider({ ...toVocabulary(host), resourceTypes })
}
