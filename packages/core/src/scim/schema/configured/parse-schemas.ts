import type { AttributeDefinition } from '../attribute-definition.ts'
import { COMMON_ATTRIBUTES } from '../common-attributes.ts'
import { withAttributes, withExtension, type ResourceType } from '../resource-type.ts'
import { standardResourceTypes, type ResourceTypes } from '../resource-types.ts'
import type { SchemaDefinition } from '../schema-definition.ts'
import { parseAttributes } from './parse-attribute.ts'
import { Reading, type Fields } from './reading.ts'
import type { SchemaIssue } from './schema-issue.ts'

type TypeName = keyof ResourceTypes

const typeNames: readonly TypeName[] = ['User', 'Group']
const keys = ['id', 'name', 'description', 'resourceType', 'required', 'attributes']

/** A URN (RFC 8141 §2) without the characters that end a path in a filter. */
const urn = /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[^\s"()[\]\\^`{|}<>]+$/i

/** URNs of messages and of resources of the RFCs; an operator's schema is neither. */
const reserved = /^urn:ietf:params:scim:(?:api|schemas:core):/i

/**
 * The resource types with what a configuration adds to them: schema extensions, and attributes of the
 * schemas that are there. `issues` are all its mistakes; with one of them the types must not be used.
 */
export function parseSchemas(value: unknown): {
  readonly resourceTypes: ResourceTypes
  readonly issues: readonly SchemaIssue[]
} {
  const reading = new Reading()
  if (value === undefined || value === null) return { resourceTypes: standardResourceTypes, issues: [] }
  let resourceTypes = standardResourceTypes
  const seen = new Set<string>()
  for (const [index, entry] of reading.readList(value, [], 'a list of schemas was expected').entries()) {
    const fields = reading.readObject(entry, [index], keys, 'a schema')
    if (fields !== undefined) resourceTypes = withSchema(resourceTypes, fields, seen, reading)
  }
  if (reading.issues.length === 0) reportAmbiguous(resourceTypes, reading)
  return { resourceTypes, issues: reading.issues }
}

function withSchema(types: ResourceTypes, fields: Fields, seen: Set<string>, reading: Reading): ResourceTypes {
  const id = parseId(fields, seen)
  const owner = id === undefined ? undefined : typeNames.find((name) => findSchema(standardResourceTypes[name], id))
  const present = owner === undefined || id === undefined ? undefined : findSchema(types[owner], id)
  const attributes = parseAttributes(
    fields.get('attributes'),
    [...fields.path, 'attributes'],
    present === undefined ? new Set() : takenNames(present, types),
    reading,
  )
  if (owner !== undefined && present !== undefined) {
    refuseOthers(fields, present)
    return { ...types, [owner]: addAttributes(types[owner], present, attributes) }
  }
  const extended = parseResourceType(fields)
  const required = fields.flag('required') ?? false
  const name = fields.text('name') ?? id?.split(':').at(-1) ?? ''
  const description = fields.text('description') ?? name
  if (id === undefined || extended === undefined) return types
  return { ...types, [extended]: withExtension(types[extended], { id, name, description, attributes }, required) }
}

function parseId(fields: Fields, seen: Set<string>): string | undefined {
  const id = fields.text('id')
  if (id === undefined) {
    if (!fields.has('id')) fields.report('id', 'the id is missing: the URN of the schema')
    return undefined
  }
  const key = id.toLowerCase()
  if (!urn.test(id)) {
    fields.report('id', `'${id}' is no URN, such as urn:example:scim:schemas:extension:badge:1.0:User`)
    return undefined
  }
  if (seen.has(key)) fields.report('id', `the schema ${id} stands there twice`)
  seen.add(key)
  const known = typeNames.some((name) => findSchema(standardResourceTypes[name], id) !== undefined)
  if (!known && (reserved.test(id) || isFormer(key))) {
    fields.report('id', `${id} belongs to the protocol; a schema of one's own needs another URN`)
    return undefined
  }
  return id
}

function parseResourceType(fields: Fields): TypeName | undefined {
  if (!fields.has('resourceType')) fields.report('resourceType', `resourceType is missing: ${typeNames.join(' or ')}`)
  return fields.choice('resourceType', typeNames)
}

/** What a schema of the RFCs is called, and where it is, is not an operator's to say. */
function refuseOthers(fields: Fields, { id }: SchemaDefinition): void {
  for (const key of ['name', 'description', 'resourceType', 'required']) {
    if (fields.has(key)) fields.report(key, `${id} is there already: only its attributes can be added to`, 'key')
  }
}

function schemasOf({ extensions, schema }: ResourceType): readonly SchemaDefinition[] {
  return [schema, ...extensions.map((extension) => extension.schema)]
}

function findSchema(type: ResourceType, id: string): SchemaDefinition | undefined {
  return schemasOf(type).find((schema) => schema.id.toLowerCase() === id.toLowerCase())
}

function isFormer(key: string): boolean {
  return typeNames.some((name) =>
    schemasOf(standardResourceTypes[name]).some(({ formerIds = [] }) =>
      formerIds.some((former) => former.toLowerCase() === key),
    ),
  )
}

/** A core attribute shares its level with those that every resource has. */
function takenNames(schema: SchemaDefinition, types: ResourceTypes): ReadonlySet<string> {
  const isCore = typeNames.some((name) => types[name].schema === schema)
  const taken = isCore ? [...COMMON_ATTRIBUTES, ...schema.attributes] : schema.attributes
  return new Set(taken.map(({ name }) => name.toLowerCase()))
}

function addAttributes(
  type: ResourceType,
  schema: SchemaDefinition,
  attributes: readonly AttributeDefinition[],
): ResourceType {
  if (type.schema === schema) return withAttributes(type, attributes)
  const larger = { ...schema, attributes: [...schema.attributes, ...attributes] }
  return {
    ...type,
    extensions: type.extensions.map((extension) =>
      extension.schema === schema ? { ...extension, schema: larger } : extension,
    ),
  }
}

/** A URN and an attribute's name together must not read as another schema's URN: a path could mean both. */
function reportAmbiguous(types: ResourceTypes, reading: Reading): void {
  for (const name of typeNames) {
    const schemas = schemasOf(types[name])
    const ids = new Set(schemas.map(({ id }) => id.toLowerCase()))
    for (const { attributes, id } of schemas) {
      const same = attributes.find((attribute) => ids.has(`${id}:${attribute.name}`.toLowerCase()))
      if (same) reading.report([], `${id}:${same.name} would be a schema and an attribute of one`)
    }
  }
}
