import { InvalidValue, NoTarget } from '../errors.ts'
import { matchesFilter } from '../filter/matches-filter.ts'
import type { ResolvedFilter } from '../filter/resolved-filter.ts'
import { MAX_VALUES, tooManyValues } from '../resource/parse-elements.ts'
import { isJsonObject, type Json, type JsonObject } from '../resource/resource-data.ts'
import { toKey } from '../resource/to-key.ts'
import { toElementKeys } from '../resource/to-keys.ts'
import { withoutDuplicates } from '../resource/without-duplicates.ts'
import { findSubAttribute, pathOf } from '../schema/find-attribute.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import type { Tolerances } from '../tolerance.ts'
import { impliedValues } from './implied-values.ts'
import type { PatchOperation } from './patch-operation.ts'
import { withSubAttribute } from './with-sub-attribute.ts'

/** The values of a multi-valued attribute after one operation; undefined if none is left. Throws NoTarget, Mutability, InvalidValue. */
export function applyToValues(
  values: readonly Json[],
  operation: PatchOperation,
  tolerances: Tolerances,
): readonly Json[] | undefined {
  const { filter } = operation.path
  const changed = filter ? applyWhere(values, filter, operation, tolerances) : applyToAll(values, operation)
  if (changed.length === 0) return undefined
  refuseTooMany(operation, values.length, changed.length)
  return withOnePrimary(withoutDuplicates(operation.path.attribute.attribute, changed), values)
}

/** What is there may stay and be made less. */
function refuseTooMany({ path }: PatchOperation, before: number, after: number): void {
  const name = pathOf({ ...path.attribute, subAttribute: undefined })
  if (after <= Math.max(before, MAX_VALUES) || name === 'members') return
  throw InvalidValue.of([{ path: name, message: tooManyValues(after) }])
}

function applyToAll(values: readonly Json[], operation: PatchOperation): readonly Json[] {
  const { op, value, path } = operation
  const { attribute, subAttribute } = path.attribute
  if (subAttribute) return onEverySubAttribute(values, operation)
  const list = toList(value)
  if (op === 'replace') return list
  if (op === 'add') return [...values, ...list]
  return value === undefined
    ? []
    : values.filter((present) => !list.some((removed) => isSame(attribute, present, removed)))
}

/** `emails.value` without a filter means the sub-attribute of every value; of none, one is made. */
function onEverySubAttribute(values: readonly Json[], { op, path, value }: PatchOperation): readonly Json[] {
  const { subAttribute } = path.attribute
  if (!subAttribute) return values
  if (values.length === 0 && op !== 'remove' && value !== undefined) return [{ [subAttribute.name]: value }]
  return values.map((element) => (isJsonObject(element) ? withSubAttribute(element, subAttribute, op, value) : element))
}

function applyWhere(
  values: readonly Json[],
  filter: ResolvedFilter,
  operation: PatchOperation,
  tolerances: Tolerances,
): readonly Json[] {
  const { attribute } = operation.path.attribute
  const matches = values.map((value) => matchesFilter(filter, toElementKeys(attribute, value)))
  if (!matches.includes(true)) return applyToNone(values, filter, operation, tolerances)
  return values.flatMap((value, index) => (matches[index] ? applyToMatch(value, filter, operation) : [value]))
}

/** Nothing matches: nothing to remove; Entra depends on the value being made (RFC 7644 §3.5.2.3 says noTarget). */
function applyToNone(
  values: readonly Json[],
  filter: ResolvedFilter,
  { op, path, value }: PatchOperation,
  tolerances: Tolerances,
): readonly Json[] {
  if (op === 'remove') return values
  const implied = impliedValues(filter)
  if (!implied || !tolerances.use('create-on-filtered-replace')) {
    throw new NoTarget(`No value of '${pathOf({ ...path.attribute, subAttribute: undefined })}' matches the filter`)
  }
  if (value === undefined) return values
  const { subAttribute } = path.attribute
  const content = subAttribute ? { [subAttribute.name]: value } : value
  return [...values, isJsonObject(content) ? { ...implied, ...content } : content]
}

function applyToMatch(element: Json, filter: ResolvedFilter, { op, path, value }: PatchOperation): readonly Json[] {
  const { subAttribute } = path.attribute
  if (subAttribute) return isJsonObject(element) ? [withSubAttribute(element, subAttribute, op, value)] : [element]
  if (op === 'remove' || value === undefined) return []
  if (!isJsonObject(element) || !isJsonObject(value)) return [value]
  return [op === 'add' ? { ...element, ...value } : { ...impliedValues(filter), ...value }]
}

/** What a value to remove says must be so; of a value with `value`, only that and the type count. */
function isSame(attribute: AttributeDefinition, present: Json, removed: Json): boolean {
  if (!isJsonObject(present) || !isJsonObject(removed)) return toKey(attribute, present) === toKey(attribute, removed)
  const names =
    removed['value'] === undefined
      ? Object.keys(removed)
      : ['value', 'type'].filter((name) => removed[name] !== undefined)
  return names.every((name) => keyOf(attribute, present, name) === keyOf(attribute, removed, name))
}

function keyOf(attribute: AttributeDefinition, element: JsonObject, name: string): unknown {
  const subAttribute = findSubAttribute(attribute, name)
  return subAttribute && element[name] !== undefined ? toKey(subAttribute, element[name]) : undefined
}

/** A value that becomes primary takes it from the others (RFC 7644 §3.5.2). */
function withOnePrimary(values: readonly Json[], before: readonly Json[]): readonly Json[] {
  const primaries = values.filter(isPrimary)
  if (primaries.length < 2) return values
  const kept = primaries.findLast((value) => !before.includes(value)) ?? primaries[0]
  return values.map((value) => (isPrimary(value) && value !== kept ? { ...value, primary: false } : value))
}

function isPrimary(value: Json): value is JsonObject {
  return isJsonObject(value) && value['primary'] === true
}

function toList(value: Json | undefined): readonly Json[] {
  if (value === undefined) return []
  return Array.isArray(value) ? (value as readonly Json[]) : [value]
}
