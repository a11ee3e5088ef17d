import { deepEqual } from '../deep-equal.ts'
import { InvalidSyntax, Mutability } from '../errors.ts'
import { isEmpty } from '../resource/is-empty.ts'
import { namesNobody } from '../resource/names-nobody.ts'
import { needsValue } from '../resource/needs-value.ts'
import { parseEmbedded } from '../resource/parse-embedded.ts'
import { parseOne, parseValue } from '../resource/parse-value.ts'
import { isJsonObject, type Json } from '../resource/resource-data.ts'
import { SAID_TWICE } from '../resource/said-twice.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import {
  findAttribute,
  findSchema,
  findSubAttribute,
  leafOf,
  pathOf,
  type ResolvedAttribute,
} from '../schema/find-attribute.ts'
import type { SchemaDefinition } from '../schema/schema-definition.ts'
import { Tolerances } from '../tolerance.ts'
import { MAX_VALUE_NAMES, type PatchContext, type RawOperation } from './patch-context.ts'
import type { PatchOperation, PatchPath } from './patch-operation.ts'
import { resolvePath } from './resolve-path.ts'

/** One operation for each attribute that a value names; those that are not known or read-only are left out. */
export function onEachName(
  entries: readonly (readonly [name: string, value: unknown])[],
  op: RawOperation['op'],
  prefix: string,
  context: PatchContext,
): readonly PatchOperation[] {
  context.namesLeft.count -= entries.length
  if (context.namesLeft.count < 0)
    throw new InvalidSyntax(`The values of the operations have more than ${MAX_VALUE_NAMES} names of attributes`)
  refuseSaidTwice(entries, prefix, context)
  return entries.flatMap(([name, value]) =>
    toOperations({ op, path: prefix + name, value }, { ...context, lenient: true }),
  )
}

/** `members` and `Members`. What lacks its URN gives way to what has it, and is no contradiction. */
function refuseSaidTwice(
  entries: readonly (readonly [name: string, value: unknown])[],
  prefix: string,
  { issues, type }: PatchContext,
): void {
  const said = new Map<string, Json>()
  for (const [name, sent] of entries) {
    const value = sent as Json
    const found = findAttribute(type, prefix + name, new Tolerances())
    if (found === undefined || isReadOnly(found)) continue
    const path = pathOf(found)
    if (said.has(path) && !deepEqual(said.get(path), value)) issues.push({ path, message: SAID_TWICE })
    said.set(path, value)
  }
}

/** The operations that one with a path stands for: none where it is left out, several where the value is a set of attributes. */
export function toOperations(raw: RawOperation, context: PatchContext): readonly PatchOperation[] {
  if (raw.path.toLowerCase() === 'password' && !context.tolerances.strict) return leaveOut('password-ignored', context)
  const schema = findSchema(context.type, raw.path, context.tolerances)
  if (schema) return onSchema(schema, raw, context)
  const path = resolvePath(raw.path, context)
  if (!path) return []
  if (isSchemas(path.attribute)) return onSchemas(raw, path, context)
  if (isReadOnly(path.attribute)) return onReadOnly(path.attribute, raw, context)
  if (isExpanded(path, raw, context) && !isEmpty(raw.value)) return onSubAttributes(path.attribute, raw, context)
  return [{ op: raw.op, path, value: toValue(raw, path, context) }]
}

/** The path is a schema's URN: the value is a set of its attributes. */
function onSchema(
  schema: SchemaDefinition,
  { op, value }: RawOperation,
  context: PatchContext,
): readonly PatchOperation[] {
  if (op === 'remove' || isEmpty(value)) return removeExtension(schema, context)
  const embedded = typeof value === 'string' ? parseEmbedded(value) : undefined
  const object = embedded !== undefined && context.tolerances.use('json-string') ? embedded : value
  if (!isJsonObject(object))
    throw new InvalidSyntax(`${context.position}: the value for ${schema.id} must be an object`)
  return onEachName(Object.entries(object), op, `${schema.id}:`, context)
}

function removeExtension(schema: SchemaDefinition, { type, position }: PatchContext): readonly PatchOperation[] {
  if (schema === type.schema) throw new Mutability(`${position}: the core schema can't be removed`)
  return schema.attributes
    .filter(({ mutability }) => mutability !== 'readOnly')
    .map((attribute) => ({
      op: 'remove',
      path: { attribute: { schema: schema.id, attribute, subAttribute: undefined }, filter: undefined },
      value: undefined,
    }))
}

/** `name` and its like: sub-attributes that are not named stay as they are (RFC 7644 §3.5.2.3). */
function onSubAttributes(
  parent: ResolvedAttribute,
  raw: RawOperation,
  context: PatchContext,
): readonly PatchOperation[] {
  const embedded = typeof raw.value === 'string' ? parseEmbedded(raw.value) : undefined
  const value = embedded !== undefined && context.tolerances.use('json-string') ? embedded : raw.value
  if (!isJsonObject(value)) {
    context.issues.push({ path: pathOf(parent), message: 'expected an object' })
    return []
  }
  return onEachName(Object.entries(value), raw.op, `${pathOf(parent)}.`, context)
}

/**
 * A complex attribute with a `value` (manager) is one value and is replaced as a whole. In strict mode `replace` does
 * so with each, and `add` with none (SCIM Interoperability Profile §6.5.2.1).
 */
function isExpanded(
  { attribute: { attribute, subAttribute }, filter }: PatchPath,
  { op }: RawOperation,
  { tolerances }: PatchContext,
): boolean {
  if (subAttribute || filter || attribute.multiValued || attribute.type !== 'complex' || op === 'remove') return false
  return tolerances.strict ? op === 'add' : findSubAttribute(attribute, 'value') === undefined
}

function isSchemas({ schema, attribute }: ResolvedAttribute): boolean {
  return schema === undefined && attribute.name === 'schemas'
}

/** They follow from the data, so that what a client writes there says nothing new; but every resource has them (RFC 7643 §3). */
function onSchemas({ op, value }: RawOperation, { filter }: PatchPath, { lenient }: PatchContext): readonly [] {
  const unsets = op === 'remove' ? filter === undefined && value === undefined : isEmpty(value)
  if (unsets && !lenient) throw new Mutability("'schemas' is required and can't be removed")
  return []
}

function isReadOnly(found: ResolvedAttribute): boolean {
  return found.attribute.mutability === 'readOnly' || leafOf(found).mutability === 'readOnly'
}

/**
 * A read-only sub-attribute such as a member's display is computed: naming it does no harm. `id` and its like are left out
 * beside what can be done; a removal, and what is asked of the groups of a person, is done or refused.
 */
function onReadOnly(found: ResolvedAttribute, { op }: RawOperation, context: PatchContext): readonly PatchOperation[] {
  const computed = context.lenient || found.attribute.mutability !== 'readOnly'
  if (computed && context.tolerances.use('read-only-ignored')) return []
  const error = new Mutability(`'${pathOf(found)}' is read-only`)
  const why = 'read-only-ignored'
  if (op === 'remove' || found.attribute.multiValued || !context.tolerances.allowed(why)) throw error
  context.unknown.push({ path: pathOf(found), error, why })
  return []
}

function leaveOut(name: 'password-ignored', { tolerances }: PatchContext): readonly PatchOperation[] {
  tolerances.record(name)
  return []
}

/** Undefined: unset, or (remove) everything at the path. */
function toValue(
  { op, value }: RawOperation,
  { attribute, filter }: PatchPath,
  context: PatchContext,
): Json | undefined {
  const definition = leafOf(attribute)
  const label = pathOf(attribute)
  const one = filter !== undefined && !attribute.subAttribute
  if (op === 'remove') return one || !definition.multiValued ? undefined : toRemovedValues(value, attribute, context)
  if (one) return parseChosen(definition, value, label, context)
  const alone = op === 'add' && definition.multiValued && !context.lenient && isOne(definition, value)
  return parseValue(definition, alone ? [value] : value, label, context)
}

/** What takes the place of the values that a filter chooses; nobody is no value in their place. */
function parseChosen(
  definition: AttributeDefinition,
  value: unknown,
  label: string,
  context: PatchContext,
): Json | undefined {
  const listed = definition.multiValued && Array.isArray(value) && value.some(namesNobody)
  const nothing = needsValue(definition) && value !== null && value !== undefined && isEmpty(value)
  if (!listed && !nothing) return parseOne(definition, value, label, context)
  context.issues.push({ path: label, message: 'names no value' })
  return undefined
}

/** What `add` takes at the path of a multi-valued attribute without a list around it (RFC 7644 §3.5.2.1). */
function isOne({ type }: AttributeDefinition, value: unknown): boolean {
  return !isEmpty(value) && !Array.isArray(value) && (type !== 'complex' || typeof value !== 'string')
}

/** Entra removes members by value; an empty list removes nothing, no value at all removes everything. */
function toRemovedValues(value: unknown, attribute: ResolvedAttribute, context: PatchContext): Json | undefined {
  const definition = leafOf(attribute)
  if (value === undefined || value === null || (value === '' && !needsValue(definition))) return undefined
  if (!context.tolerances.use('remove-with-value')) throw new InvalidSyntax(`${context.position}: remove has no value`)
  return parseValue(definition, value, pathOf(attribute), { ...context, keepsLabels: true }) ?? []
}
