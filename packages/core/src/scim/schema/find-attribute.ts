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
  /** By a URN and a dot, where a colon belongs. */
  readonly dotted: ReadonlyMap<string, ResolvedAttribute>
  /** Attributes of extensions by their name alone, where only one extension has it. */
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
  if (former) return tolerances.use('former-urn') ? former : undefined
  const dotted = index.dotted.get(key)
  return dotted && tolerances.use('urn-dot') ? dotted : undefined
}

/** What `findAttribute` finds, or else the attribute that only one extension has, without its URN (`manager`, `department`). */
export function findMeantAttribute(
  type: ResourceType,
  path: string,
  tolerances: Tolerances,
): ResolvedAttribute | undefined {
  const found = findAttribute(type, path, tolerances)
  if (found) return found
  const extension = indexOf(type).unqualified.get(path.toLowerCase())
  return extension && tolerances.use('unqualified-extension') ? extension : undefined
}

/**
 * The attribute that a filter, sort or list of attributes means: what `findMeantAttribute` finds, or `email` for
 * `emails.value` (Ping). Only for reading: in a body that could overwrite what stands under the right name.
 */
export function findSearchedAttribute(
  type: ResourceType,
  path: string,
  tolerances: Tolerances,
): ResolvedAttribute | undefined {
  const found = findMeantAttribute(type, path, tolerances)
  if (found) return found
  const alias = path.toLowerCase() === 'email' ? indexOf(type).attributes.get('emails.value') : undefined
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

/** Whether a path begins with the URN of a schema of this type, be what follows known or not. */
export function isWithinSchema(type: ResourceType, path: string, tolerances: Tolerances): boolean {
  const [text = ''] = path.split('[')
  const colon = text.lastIndexOf(':')
  const dot = text.indexOf('.', colon)
  return [colon, dot].some((end) => end > 0 && findSchema(type, text.slice(0, end), tolerances) !== undefined)
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
  const core = [...COMMON_ATTRIBUTES, ...type.schema.attributes].flatMap((attribute) => pathsOf(undefined, attribute))
  const extensions = type.extensions.map(({ schema }) => ({
    schema,
    found: schema.attributes.flatMap((attribute) => pathsOf(schema.id, attribute)),
  }))
  const all = [{ schema: type.schema, found: core }, ...extensions]
  const urns = ({ schema: { id, formerIds = [] } }: (typeof all)[number]) => [id, ...formerIds]
  return {
    attributes: new Map([...core, ...all.flatMap(({ schema, found }) => withUrn([schema.id], ':', found))]),
    formerUrns: new Map(all.flatMap(({ schema, found }) => withUrn(schema.formerIds ?? [], ':', found))),
    dotted: new Map(all.flatMap((one) => withUrn(urns(one), '.', one.found))),
    unqualified: onlyOnce(extensions.flatMap(({ found }) => found)),
    schemas: new Map(all.map(({ schema }) => [schema.id.toLowerCase(), schema])),
    formerSchemas: new Map(
      all.flatMap(({ schema }) => (schema.formerIds ?? []).map((urn) => [urn.toLowerCase(), schema] as const)),
    ),
  }
}

function withUrn(urns: readonly string[], separator: string, found: readonly Found[]): Found[] {
  return urns.flatMap((urn) => found.map(([name, resolved]): Found => [urn.toLowerCase() + separator + name, resolved]))
}

/** Those whose name no other has: which of several is meant nobody knows. */
function onlyOnce(found: readonly Found[]): ReadonlyMap<string, ResolvedAttribute> {
  const counts = new Map<string, number>()
  for (const [name] of found) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Map(found.filter(([name]) => counts.get(name) === 1))
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
