import type { Tolerances } from '../tolerance.ts'
import type { AttributeDefinition } from './attribute-definition.ts'
import { COMMON_ATTRIBUTES } from './common-attributes.ts'
import type { ResourceType } from './resource-type.ts'
import type { SchemaDefinition } from './schema-definition.ts'

/** An attribute found by its path. `schema` is the extension's URN and key in the data; undefined for core and common attributes. */
export interface ResolvedAttribute {
  readonly schema: string | undefined
  readonly attribute: AttributeDefinition
  readonly subAttribute: AttributeDefinition | undefined
}

interface PathIndex {
  readonly attributes: ReadonlyMap<string, ResolvedAttribute>
  readonly formerUrns: ReadonlyMap<string, ResolvedAttribute>
  readonly unqualified: ReadonlyMap<string, ResolvedAttribute>
  readonly schemas: ReadonlyMap<string, SchemaDefinition>
  readonly formerSchemas: ReadonlyMap<string, SchemaDefinition>
}

const indexes = new WeakMap<ResourceType, PathIndex>()

/**
 * The attribute that a path such as `userName`, `name.givenName` or
 * `urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department` names, without regard to
 * case (RFC 7644 §3.10); undefined if there is none.
 */
export function findAttribute(type: ResourceType, path: string, tolerances: Tolerances): ResolvedAttribute | undefined {
  const index = indexOf(type)
  const key = path.toLowerCase()
  const exact = index.attributes.get(key)
  if (exact) return exact
  const former = index.formerUrns.get(key)
  return former && tolerances.use('former-urn') ? former : undefined
}

/**
 * The attribute that a filter, sort or list of attributes means: what `findAttribute` finds, or else an
 * extension's attribute without its URN (Entra: `manager eq`), or `email` for `emails.value` (Ping). Only for
 * reading: in a body these names could overwrite what stands under the right one.
 */
export function findSearchedAttribute(
  type: ResourceType,
  path: string,
  tolerances: Tolerances,
): ResolvedAttribute | undefined {
  const found = findAttribute(type, path, tolerances)
  if (found) return found
  const { attributes, unqualified } = indexOf(type)
  const key = path.toLowerCase()
  const extension = unqualified.get(key)
  if (extension) return tolerances.use('unqualified-extension') ? extension : undefined
  const alias = key === 'email' ? attributes.get('emails.value') : undefined
  return alias && tolerances.use('email-alias') ? alias : undefined
}

/** The schema of this type (core or extension) with this URN, without regard to case. */
export function findSchema(type: ResourceType, urn: string, tolerances: Tolerances): SchemaDefinition | undefined {
  const index = indexOf(type)
  const key = urn.toLowerCase()
  const exact = index.schemas.get(key)
  if (exact) return exact
  const former = index.formerSchemas.get(key)
  return former && tolerances.use('former-urn') ? former : undefined
}

/** The definition that the values at the path have. */
export function leafOf(resolved: ResolvedAttribute): AttributeDefinition {
  return resolved.subAttribute ?? resolved.attribute
}

/** The path in the schema's own spelling. */
export function pathOf({ schema, attribute, subAttribute }: ResolvedAttribute): string {
  const name = subAttribute ? `${attribute.name}.${subAttribute.name}` : attribute.name
  return schema === undefined ? name : `${schema}:${name}`
}

/** The sub-attribute of this name, without regard to case. */
export function findSubAttribute(attribute: AttributeDefinition, name: string): AttributeDefinition | undefined {
  const key = name.toLowerCase()
  return attribute.subAttributes?.find((sub) => sub.name.toLowerCase() === key)
}

function indexOf(type: ResourceType): PathIndex {
  const known = indexes.get(type)
  if (known) return known
  const made = buildIndex(type)
  indexes.set(type, made)
  return made
}

function buildIndex(type: ResourceType): PathIndex {
  const attributes = new Map<string, ResolvedAttribute>()
  const formerUrns = new Map<string, ResolvedAttribute>()
  const unqualified = new Map<string, ResolvedAttribute>()
  const schemas = new Map<string, SchemaDefinition>()
  const formerSchemas = new Map<string, SchemaDefinition>()

  const core = [...COMMON_ATTRIBUTES, ...type.schema.attributes].flatMap((attribute) => pathsOf(undefined, attribute))
  const urnsOf = (
    schema: SchemaDefinition,
    target: Map<string, ResolvedAttribute>,
    urns: readonly string[],
    found: readonly Found[],
  ) => {
    for (const urn of urns) {
      for (const [name, resolved] of found) {
        target.set(`${urn.toLowerCase()}:${name}`, resolved)
      }
    }
  }
  for (const [name, resolved] of core) attributes.set(name, resolved)
  urnsOf(type.schema, attributes, [type.schema.id], core)
  urnsOf(type.schema, formerUrns, type.schema.formerIds ?? [], core)
  for (const { schema } of type.extensions) {
    const found = schema.attributes.flatMap((attribute) => pathsOf(schema.id, attribute))
    urnsOf(schema, attributes, [schema.id], found)
    urnsOf(schema, formerUrns, schema.formerIds ?? [], found)
    for (const [name, resolved] of found) if (!unqualified.has(name)) unqualified.set(name, resolved)
  }
  for (const schema of [type.schema, ...type.extensions.map((extension) => extension.schema)]) {
    schemas.set(schema.id.toLowerCase(), schema)
    for (const urn of schema.formerIds ?? []) formerSchemas.set(urn.toLowerCase(), schema)
  }
  return { attributes, formerUrns, unqualified, schemas, formerSchemas }
}

type Found = readonly [name: string, resolved: ResolvedAttribute]

function pathsOf(schema: string | undefined, attribute: AttributeDefinition): Found[] {
  const name = attribute.name.toLowerCase()
  const whole: Found = [name, { schema, attribute, subAttribute: undefined }]
  const parts = (attribute.subAttributes ?? []).map((subAttribute): Found => [
    `${name}.${subAttribute.name.toLowerCase()}`,
    { schema, attribute, subAttribute },
  ])
  return [whole, ...parts]
}
