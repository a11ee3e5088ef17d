import { deepEqual } from '../deep-equal.ts'
import { InvalidSyntax } from '../errors.ts'
import { refuseIssues } from '../refuse-issues.ts'
import {
  findAttribute,
  findMeantAttribute,
  findSchema,
  isWithinSchema,
  pathOf,
  type ResolvedAttribute,
} from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { SchemaDefinition } from '../schema/schema-definition.ts'
import type { Tolerances } from '../tolerance.ts'
import { isEmpty } from './is-empty.ts'
import { namesMembers } from './names-members.ts'
import { needsValue } from './needs-value.ts'
import { parseEmbedded } from './parse-embedded.ts'
import { parseValue, reportUnknown, toUnknown } from './parse-value.ts'
import { isJsonObject, type Json, type JsonObject, type ResourceData } from './resource-data.ts'
import { SAID_TWICE } from './said-twice.ts'
import type { ValueContext } from './value-context.ts'

/**
 * `unset` are the attributes (`active`, `members`, `urn:…:User:department`) that the body names with
 * an empty value: null, "", [] or {}. `members: []` clears a group and `active: null` means inactive,
 * while an attribute that is absent says nothing.
 */
export interface ParsedResource {
  readonly data: ResourceData
  readonly unset: readonly string[]
}

interface ResourceContext extends ValueContext {
  readonly type: ResourceType
  readonly data: Record<string, Json>
  readonly unset: Set<string>
  /** What each name said, as sent. */
  readonly said: Map<string, Json>
  /** Attributes of extensions without their URN, which must not overwrite what stands under the right name. */
  readonly unqualified: (readonly [ResolvedAttribute, Json])[]
}

/**
 * Validates the body of POST or PUT (RFC 7644 §3.3, §3.5.1) and drops what is read-only, empty or
 * unknown. The type comes from the endpoint. Throws InvalidSyntax if the body is no object or its
 * `schemas` is wrong or, in strict mode, a name is unknown, else InvalidValue; with all issues.
 */
export function parseResource(type: ResourceType, body: unknown, tolerances: Tolerances): ParsedResource {
  if (!isJsonObject(body)) throw new InvalidSyntax('The body must be a JSON object')
  checkSchemas(type, body, tolerances)
  const context: ResourceContext = {
    type,
    data: {},
    unset: new Set(),
    said: new Map(),
    unqualified: [],
    issues: [],
    tolerances,
  }
  for (const [key, value] of Object.entries(body)) parseMember(key, value, context)
  for (const [found, value] of context.unqualified) if (!isNamed(found, context)) assign(found, value, context)
  reportMissing(context)
  refuseIssues(context.issues)
  return { data: context.data, unset: [...context.unset].filter((path) => !isAssigned(path, context)) }
}

function parseMember(key: string, value: Json, context: ResourceContext): void {
  const { type, tolerances } = context
  if (key.toLowerCase() === 'password' && !tolerances.strict) return tolerances.record('password-ignored')
  const schema = key.includes(':') ? findSchema(type, key, tolerances) : undefined
  if (schema) return parseExtension(schema, value, context)
  const found = findByKey(key, context)
  if (found) return assign(found, value, context)
  const meant = findUnqualified(key, context)
  if (meant) return void context.unqualified.push([meant, value])
  if (!isEmpty(value) && namesMembers(type, key)) {
    context.issues.push(toUnknown(key, 'there is no such part of it', tolerances))
    return
  }
  if (!key.includes(':') || isWithinSchema(type, key, tolerances)) return reportUnknown(key, value, context)
  if ((isEmpty(value) && !tolerances.strict) || tolerances.leaveOut(key, 'unknown-schema')) return
  context.issues.push(toUnknown(key, 'there is no such schema or attribute', tolerances))
}

/** The attribute of a key: a name, or (a tolerance) a path such as `name.givenName` or `urn:…:User:department`. */
function findByKey(key: string, { type, tolerances }: ResourceContext): ResolvedAttribute | undefined {
  const found = findAttribute(type, key, tolerances)
  const isPath = key.includes('.') || key.includes(':')
  return found && isPath && !tolerances.use('dotted-key') ? undefined : found
}

/** The attribute of an extension that a key without URN means; a tolerance. */
function findUnqualified(key: string, { type, tolerances }: ResourceContext): ResolvedAttribute | undefined {
  return findAttribute(type, key, tolerances) ? undefined : findMeantAttribute(type, key, tolerances)
}

/** An object under the URN of a schema (RFC 7643 §3.3); the core schema's URN is taken for the resource itself. */
function parseExtension(schema: SchemaDefinition, value: Json, context: ResourceContext): void {
  if (isEmpty(value)) {
    context.unset.add(schema.id)
    return
  }
  const embedded = typeof value === 'string' ? parseEmbedded(value) : undefined
  const object = embedded !== undefined && context.tolerances.use('json-string') ? embedded : value
  if (!isJsonObject(object)) {
    context.issues.push({ path: schema.id, message: 'expected an object' })
    return
  }
  for (const [name, part] of Object.entries(object)) {
    const found = findAttribute(context.type, `${schema.id}:${name}`, context.tolerances)
    if (found) assign(found, part, context)
    else reportUnknown(`${schema.id}:${name}`, part, context)
  }
}

/** Read-only attributes are ignored (RFC 7644 §3.3, §3.5.1), and so is `schemas`, which follows from the data. */
function assign(found: ResolvedAttribute, value: Json, context: ResourceContext): void {
  const { schema, attribute, subAttribute } = found
  if (attribute.name === 'schemas' && schema === undefined) return
  if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') return
  const path = pathOf(found)
  const before = context.issues.length
  const said = context.said.get(path)
  if (said !== undefined && !deepEqual(said, value)) context.issues.push({ path, message: SAID_TWICE })
  context.said.set(path, value)
  if (subAttribute !== undefined && subAttribute.name !== 'value' && needsValue(attribute))
    context.issues.push({ path: `${attribute.name}.value`, message: 'is required' })
  const parsed = parseValue(subAttribute ?? attribute, value, path, context)
  if (parsed !== undefined) place(found, parsed, context)
  else if (context.issues.length === before) context.unset.add(path)
}

function place({ schema, attribute, subAttribute }: ResolvedAttribute, value: Json, { data }: ResourceContext): void {
  const parent = schema === undefined ? data : childOf(data, schema)
  if (!subAttribute) parent[attribute.name] = value
  else if (attribute.multiValued) parent[attribute.name] = [{ [subAttribute.name]: value }]
  else childOf(parent, attribute.name)[subAttribute.name] = value
}

function childOf(parent: Record<string, Json>, name: string): Record<string, Json> {
  const present = parent[name]
  const child: Record<string, Json> = isJsonObject(present) ? { ...present } : {}
  parent[name] = child
  return child
}

function isNamed(found: ResolvedAttribute, context: ResourceContext): boolean {
  const whole = pathOf({ ...found, subAttribute: undefined })
  return [pathOf(found), whole].some((path) => context.unset.has(path) || isAssigned(path, context))
}

function isAssigned(path: string, { type, data, tolerances }: ResourceContext): boolean {
  const found = findAttribute(type, path, tolerances)
  const parent = found?.schema === undefined ? data : data[found.schema]
  if (!found || !isJsonObject(parent)) return false
  const value = parent[found.attribute.name]
  return found.subAttribute ? isJsonObject(value) && value[found.subAttribute.name] !== undefined : value !== undefined
}

function reportMissing({ type, data, issues }: ResourceContext): void {
  reportMissingOf(type.schema, data, '', issues)
  for (const { schema, required } of type.extensions) {
    const values = data[schema.id]
    if (isJsonObject(values)) reportMissingOf(schema, values, `${schema.id}:`, issues)
    else if (required) issues.push({ path: schema.id, message: 'this schema extension is required' })
  }
}

function reportMissingOf(
  schema: SchemaDefinition,
  values: JsonObject,
  prefix: string,
  issues: ValueContext['issues'],
): void {
  for (const { name, required, mutability } of schema.attributes) {
    if (!required || mutability === 'readOnly' || values[name] !== undefined) continue
    if (!issues.some(({ path }) => path === prefix + name)) issues.push({ path: prefix + name, message: 'is required' })
  }
}

function checkSchemas(type: ResourceType, body: JsonObject, tolerances: Tolerances): void {
  const key = Object.keys(body).find((name) => name.toLowerCase() === 'schemas')
  const schemas = key === undefined ? undefined : body[key]
  const urns: readonly unknown[] = Array.isArray(schemas) ? schemas : isEmpty(schemas) ? [] : [schemas]
  if (urns.some((urn) => typeof urn !== 'string')) throw new InvalidSyntax("'schemas' must be an array of URNs")
  const known = (urns as readonly string[]).map((urn) => findSchema(type, urn, tolerances))
  if (known.includes(undefined) && !tolerances.use('unknown-schema')) {
    throw new InvalidSyntax(`'schemas' has a URN that is not one of the type ${type.name}`)
  }
  if (!known.includes(type.schema) && !tolerances.use('missing-schemas')) {
    throw new InvalidSyntax(`'schemas' must contain ${type.schema.id}`)
  }
}
