import { deepEqual } from '../deep-equal.ts'
import { InvalidValue, Mutability, NoTarget } from '../errors.ts'
import { matchesFilter } from '../filter/matches-filter.ts'
import { isJsonObject, type Json, type JsonObject, type ResourceData } from '../resource/resource-data.ts'
import { toElementKeys } from '../resource/to-keys.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { pathOf } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import { applyToValues } from './apply-to-values.ts'
import { checkEffort } from './check-effort.ts'
import { impliedValues } from './implied-values.ts'
import type { PatchOperation } from './patch-operation.ts'
import { withSubAttribute } from './with-sub-attribute.ts'

/** `changed` is false if the result equals what was there; then `data` is the very same object. */
export interface PatchResult {
  readonly data: ResourceData
  readonly changed: boolean
}

/**
 * Applies the operations one after another, all or none (RFC 7644 §3.5.2); the data given is not touched.
 * Throws NoTarget, Mutability for an immutable attribute or a required one that would go, and InvalidValue for too
 * many comparisons.
 */
export function applyPatch(
  type: ResourceType,
  data: ResourceData,
  operations: readonly PatchOperation[],
  tolerances: Tolerances,
): PatchResult {
  checkEffort(data, operations)
  const applied = operations.reduce((current, operation) => applyOperation(current, operation, tolerances), data)
  const result = operations.reduce((current, operation) => withoutHollow(current, operation), applied)
  refuseMissing(type, data, result)
  refuseIncomplete(result, operations)
  const changed = !deepEqual(data, result)
  return { data: changed ? result : data, changed }
}

function applyOperation(data: ResourceData, operation: PatchOperation, tolerances: Tolerances): ResourceData {
  return within(data, operation, (parent) => withAttribute(parent, operation, tolerances))
}

/** Takes away values of which nothing but the type is left. Not before the end, since one operation may bring the type and the next the value. */
function withoutHollow(data: ResourceData, operation: PatchOperation): ResourceData {
  const { attribute } = operation.path.attribute
  return within(data, operation, (parent) => {
    const values = parent[attribute.name]
    if (!attribute.multiValued || !Array.isArray(values)) return parent
    const kept = (values as readonly Json[]).filter((value) => !isJsonObject(value) || !isTypeAlone(value))
    if (kept.length === values.length) return parent
    return withMember(parent, attribute.name, kept.length === 0 ? undefined : kept)
  })
}

/** Of what was not asked for, `display` and `primary` stay. */
function isTypeAlone(value: JsonObject): boolean {
  return Object.keys(value).every((name) => name === 'type')
}

/** Changes the object that holds the operation's attribute: the resource, or its extension, which goes when it is empty. */
function within(
  data: ResourceData,
  operation: PatchOperation,
  change: (parent: JsonObject) => JsonObject,
): ResourceData {
  const { schema } = operation.path.attribute
  if (schema === undefined) return change(data)
  const extension = data[schema]
  const changed = change(isJsonObject(extension) ? extension : {})
  return withMember(data, schema, Object.keys(changed).length === 0 ? undefined : changed)
}

function withAttribute(parent: JsonObject, operation: PatchOperation, tolerances: Tolerances): JsonObject {
  const { attribute } = operation.path.attribute
  const before = parent[attribute.name]
  const after = attribute.multiValued
    ? applyToValues(toValues(before), operation, tolerances)
    : applyToValue(before, operation, tolerances)
  const immutable = attribute.mutability === 'immutable' && before !== undefined
  if (immutable && !deepEqual(before, after)) throw new Mutability(`'${pathOf(operation.path.attribute)}' is immutable`)
  return withMember(parent, attribute.name, after)
}

function applyToValue(before: Json | undefined, operation: PatchOperation, tolerances: Tolerances): Json | undefined {
  const { op, path, value } = operation
  const { attribute, subAttribute } = path.attribute
  if (path.filter && !(before !== undefined && matchesFilter(path.filter, toElementKeys(attribute, before)))) {
    if (op === 'remove') return before
    // `manager[value eq "x"]` where there is none, or another one: as with several values, the new value counts.
    const whole = subAttribute === undefined || subAttribute.name === 'value'
    if (!whole || !impliedValues(path.filter) || !tolerances.use('create-on-filtered-replace'))
      throw new NoTarget(`The value of '${pathOf(path.attribute)}' does not match the filter`)
    if (value === undefined) return before
  }
  if (!subAttribute) return op === 'remove' ? undefined : value
  if (subAttribute.multiValued) return withValuesWithin(before, operation, subAttribute)
  const changed = withSubAttribute(isJsonObject(before) ? before : {}, subAttribute, op, value)
  return Object.keys(changed).length === 0 ? undefined : changed
}

/** A multi-valued sub-attribute, as a custom schema may have, changes like an attribute of its own. */
function withValuesWithin(
  before: Json | undefined,
  { op, value }: PatchOperation,
  subAttribute: AttributeDefinition,
): Json | undefined {
  const parent = isJsonObject(before) ? before : {}
  const values = toValues(parent[subAttribute.name])
  const added = toValues(value)
  const isNew = (candidate: Json) => !values.some((present) => deepEqual(present, candidate))
  const isKept = (present: Json) => value !== undefined && !added.some((removed) => deepEqual(present, removed))
  const next = op === 'replace' ? added : op === 'add' ? [...values, ...added.filter(isNew)] : values.filter(isKept)
  const changed = withMember(parent, subAttribute.name, next.length === 0 ? undefined : next)
  return Object.keys(changed).length === 0 ? undefined : changed
}

function withMember(object: JsonObject, name: string, value: Json | undefined): JsonObject {
  if (object[name] === value) return object
  const { [name]: _before, ...others } = object
  return value === undefined ? others : { ...object, [name]: value }
}

function toValues(value: Json | undefined): readonly Json[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}

/** RFC 7644 §3.5.2.2: a required attribute that becomes unassigned is an error of mutability. */
function refuseMissing(type: ResourceType, before: ResourceData, after: ResourceData): void {
  for (const { name, required } of type.schema.attributes) {
    if (required && before[name] !== undefined && after[name] === undefined)
      throw new Mutability(`'${name}' is required and can't be removed`)
  }
  for (const { required, schema } of type.extensions) {
    const stored = before[schema.id]
    const values = after[schema.id]
    if (required && stored !== undefined && values === undefined)
      throw new Mutability(`'${schema.id}' is required and can't be removed`)
    if (!isJsonObject(values)) continue
    const lacked = (name: string) => isJsonObject(stored) && stored[name] === undefined
    const missing = schema.attributes.find(
      ({ name, required: needed }) => needed && values[name] === undefined && !lacked(name),
    )
    if (missing) throw new Mutability(`'${schema.id}:${missing.name}' is required`)
  }
}

/** A complex value that came about piece by piece must have what every such value has. */
function refuseIncomplete(data: ResourceData, operations: readonly PatchOperation[]): void {
  const issues = operations.flatMap(({ path: { attribute: found } }) => {
    const { attribute, schema } = found
    const needed = (attribute.subAttributes ?? []).filter(({ required }) => required)
    const parent = schema === undefined ? data : data[schema]
    if (needed.length === 0 || !isJsonObject(parent)) return []
    const missing = needed.filter(({ name }) =>
      toValues(parent[attribute.name]).some((value) => isJsonObject(value) && value[name] === undefined),
    )
    const path = pathOf({ ...found, subAttribute: undefined })
    return missing.map(({ name }) => ({ path: `${path}.${name}`, message: 'is required' }))
  })
  if (issues.length > 0) throw InvalidValue.of(issues)
}
