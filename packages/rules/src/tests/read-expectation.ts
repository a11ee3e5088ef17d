import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { isJsonObject, type JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { effectsBesideRoles } from './effects-beside-roles.ts'
import type { Words } from '../vocabulary.ts'
import type { Expectation } from './written-test.ts'

/** `{ organization: [Owner], teams: { marketing: [Steward] }, effects: { licence: [{ … }] } }`. */
export function readExpectation(node: MappingNode, words: Words): Expectation {
  const fields = node.readFields({ required: [], optional: ['organization', 'teams', 'effects'] })
  return {
    organization: readTexts(fields?.get('organization')),
    teams: readKeyed(fields?.get('teams'), null, readTexts),
    effects: readKeyed(fields?.get('effects'), effectsBesideRoles(words), readObjects),
  }
}

function readTexts(node: MappingNode | undefined): readonly string[] {
  return (node?.readList() ?? []).map((item) => item.readText()).filter((text) => text !== undefined)
}

function readObjects(node: MappingNode): readonly JsonObject[] {
  return node.readList().flatMap((item) => {
    if (isJsonObject(item.value)) return [item.value]
    item.report('error', 'WRONG_TYPE', 'Expected the value of an effect, a mapping.')
    return []
  })
}

/** A mapping whose keys are names of the author's own, or one of `known`. */
function readKeyed<T>(
  node: MappingNode | undefined,
  known: readonly string[] | null,
  read: (value: MappingNode) => T,
): ReadonlyMap<string, T> {
  const keys = known ?? Object.keys(isJsonObject(node?.value) ? node.value : {})
  const fields = node?.readFields({ required: [], optional: keys })
  return new Map([...(fields ?? [])].map(([key, value]) => [key, read(value)]))
}
