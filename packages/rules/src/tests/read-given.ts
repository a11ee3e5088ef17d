import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { InvalidSyntax, InvalidValue } from '@rolecall/core/scim/errors'
import { parseResource } from '@rolecall/core/scim/resource/parse-resource'
import { isJsonObject, type JsonObject, type ResourceData } from '@rolecall/core/scim/resource/resource-data'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import type { Words } from '../vocabulary.ts'
import type { GivenGroup } from './written-test.ts'

/** What a person is of whom a test says nothing. */
const somebody: JsonObject = { userName: 'somebody@example.com', active: true }

const strict = new Tolerances({ strict: true })

/** The user of a test, checked against the schemas as one of a provider is. */
export function readUser(node: MappingNode | undefined, { resourceTypes }: Words): ResourceData | undefined {
  if (node === undefined) return somebody
  return parse(node, resourceTypes.User, somebody)
}

/**
 * Groups of a test: a text is a name, or an id that the mapping names; an object has the group's attributes. Without
 * `words` only texts are taken.
 */
export function readGroups(node: MappingNode | undefined, words: Words | null): readonly GivenGroup[] {
  return (node?.readList() ?? []).flatMap((item) => {
    if (words !== null && isJsonObject(item.value)) return readGroup(item, item.value, words) ?? []
    const text = item.readText()
    return text === undefined ? [] : [{ id: text, displayName: text, externalId: null, data: { displayName: text } }]
  })
}

function readGroup(node: MappingNode, value: JsonObject, { resourceTypes }: Words): readonly GivenGroup[] | undefined {
  const { id, ...attributes } = value
  const data = parse(node, resourceTypes.Group, { displayName: typeof id === 'string' ? id : '' }, attributes)
  if (data === undefined) return undefined
  const { displayName, externalId } = data
  return [
    {
      id: typeof id === 'string' ? id : null,
      displayName: typeof displayName === 'string' ? displayName : null,
      externalId: typeof externalId === 'string' ? externalId : null,
      data,
    },
  ]
}

function parse(
  node: MappingNode,
  type: ResourceType,
  defaults: JsonObject,
  value: unknown = node.value,
): ResourceData | undefined {
  if (!isJsonObject(value)) {
    node.report('error', 'WRONG_TYPE', `Expected the attributes of a ${type.name}.`)
    return undefined
  }
  const schemas = [type.schema.id, ...Object.keys(value).filter((key) => key.includes(':'))]
  try {
    return parseResource(type, { ...defaults, ...value, schemas }, strict).data
  } catch (error) {
    if (!(error instanceof InvalidValue || error instanceof InvalidSyntax)) throw error
    const told = error.issues.map(({ message, path }) => `${path}: ${message}`)
    for (const sentence of told.length > 0 ? told : [error.message])
      node.report('error', 'INVALID_VALUE', `${sentence}.`)
    return undefined
  }
}
