import type { MappedAttribute } from './map-attributes.ts'
import { isJsonObject, type JsonObject } from './resource.ts'
import { toTypedValue } from './typed-value.ts'

export type ResourceType = 'User' | 'Group'

/**
 * The body of a POST as Entra writes it ("Develop a SCIM endpoint", Create User and Create Group): always these two
 * schemas, whatever extensions follow; `meta` with the resource type; `roles: []`; `null` for a plain or multi-valued
 * attribute without value; a group has no members yet.
 */
export function buildResource(resourceType: ResourceType, attributes: readonly MappedAttribute[]): JsonObject {
  const resource: Record<string, unknown> = {
    schemas: [...SCHEMAS[resourceType]],
    meta: { resourceType },
    ...(resourceType === 'User' ? { roles: [] } : {}),
  }
  for (const attribute of attributes) place(resource, attribute)
  return resource
}

const SCHEMAS: Readonly<Record<ResourceType, readonly string[]>> = {
  User: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
  Group: [
    'urn:ietf:params:scim:schemas:core:2.0:Group',
    'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
  ],
}

function place(resource: Record<string, unknown>, { target, value }: MappedAttribute): void {
  if (value === null) {
    if (target.urn === null && (target.filter !== null || target.subAttribute === null)) {
      resource[target.attribute] ??= null
    }
    return
  }
  const typed = toTypedValue(target, value)
  const container = target.urn === null ? resource : childOf(resource, target.urn)
  if (target.filter !== null && target.subAttribute !== null) {
    elementOf(container, target.attribute, target.filter)[target.subAttribute] = typed
  } else if (target.subAttribute !== null) {
    childOf(container, target.attribute)[target.subAttribute] = typed
  } else {
    container[target.attribute] = typed
  }
}

function childOf(parent: Record<string, unknown>, name: string): Record<string, unknown> {
  const existing = parent[name]
  if (isJsonObject(existing)) return existing
  const child: Record<string, unknown> = {}
  parent[name] = child
  return child
}

/** The element of a multi-valued attribute; the work e-mail is the primary one. */
function elementOf(
  parent: Record<string, unknown>,
  name: string,
  filter: { readonly attribute: string; readonly value: string },
): Record<string, unknown> {
  const existing = parent[name]
  const list = (Array.isArray(existing) ? existing : []) as Record<string, unknown>[]
  parent[name] = list
  const found = list.find((element) => element[filter.attribute] === filter.value)
  if (found !== undefined) return found
  const isPrimary = name.toLowerCase() === 'emails' && filter.value === 'work'
  const element = { ...(isPrimary ? { primary: true } : {}), [filter.attribute]: filter.value }
  list.push(element)
  return element
}
