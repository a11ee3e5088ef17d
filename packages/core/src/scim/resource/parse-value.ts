import { deepEqual } from '../deep-equal.ts'
import { MAX_ISSUES, type Issue } from '../errors.ts'
import type { AttributeDefinition } from '../schema/attribute-definition.ts'
import { findSubAttribute } from '../schema/find-attribute.ts'
import type { Tolerances } from '../tolerance.ts'
import { isEmpty } from './is-empty.ts'
import { needsValue } from './needs-value.ts'
import { parseElements } from './parse-elements.ts'
import { parseScalar } from './parse-scalar.ts'
import { isJsonObject, type Json, type JsonObject } from './resource-data.ts'
import { SAID_TWICE } from './said-twice.ts'
import { toObject } from './to-object.ts'
import type { ValueContext } from './value-context.ts'
import { withoutDuplicates } from './without-duplicates.ts'

/**
 * The value of an attribute in the schema's spelling and types; undefined for what is empty (null, "",
 * [], an object without values), which unassigns (RFC 7643 §2.5), and for what is wrong (see `issues`).
 */
export function parseValue(
  definition: AttributeDefinition,
  value: unknown,
  path: string,
  context: ValueContext,
): Json | undefined {
  return definition.multiValued
    ? parseValues(definition, value, path, context)
    : parseOne(definition, value, path, context)
}

/** One value of an attribute, also of a multi-valued one: what a value path selects. */
export function parseOne(
  definition: AttributeDefinition,
  value: unknown,
  path: string,
  context: ValueContext,
): Json | undefined {
  const single = unwrapped(value, context)
  if (isEmpty(single)) return unset(single, path, context)
  if (definition.type === 'complex') return parseComplex(definition, single, path, context)
  const plain = toPlain(definition, single, context)
  if (isEmpty(plain)) return unset(plain, path, context)
  const parsed = parseScalar(definition, plain, context.tolerances)
  if ('value' in parsed) return parsed.value
  context.issues.push({ path, message: parsed.problem })
  return undefined
}

/** Null and an empty list unassign (RFC 7643 §2.5); "" is what some clients send for that. */
function unset(empty: unknown, path: string, { issues, tolerances }: ValueContext): undefined {
  if (empty === '' && !tolerances.use('empty-string')) issues.push({ path, message: 'is "", where null unassigns' })
  return undefined
}

/** Whether an element says nothing: what remains are labels of a value that is gone. */
function isHollow(definition: AttributeDefinition, element: JsonObject): boolean {
  if (findSubAttribute(definition, 'value')) return element['value'] === undefined
  return Object.keys(element).every((name) => ['type', 'primary', 'display', '$ref'].includes(name))
}

function parseValues(
  definition: AttributeDefinition,
  value: unknown,
  path: string,
  context: ValueContext,
): Json | undefined {
  if (value === '' && needsValue(definition)) {
    context.issues.push({ path, message: 'names no value' })
    return undefined
  }
  if (isEmpty(value)) return unset(value, path, context)
  const elements = parseElements(definition, value, path, context)
  const values: Json[] = []
  for (const [index, element] of elements?.entries() ?? []) {
    const parsed = parseElement(definition, element, `${path}[${index}]`, context)
    if (parsed !== undefined) values.push(parsed)
    if (context.issues.length > MAX_ISSUES) break
  }
  if (values.length === 0) return undefined
  return withOnePrimary(withoutDuplicates(definition, values), path, context)
}

/** Undefined: an element of which only labels are left, or one with an issue. */
function parseElement(
  definition: AttributeDefinition,
  element: unknown,
  path: string,
  context: ValueContext,
): Json | undefined {
  const before = context.issues.length
  const value = parseOne(definition, element, path, context)
  if (context.keepsLabels !== true)
    return value !== undefined && isJsonObject(value) && isHollow(definition, value) ? undefined : value
  if (value === undefined && context.issues.length === before) context.issues.push({ path, message: 'names no value' })
  return value
}

/** `primary` is true at most once (RFC 7643 §2.4); the first stays. */
function withOnePrimary(values: readonly Json[], path: string, { issues, tolerances }: ValueContext): readonly Json[] {
  const primaries = values.filter((value) => isJsonObject(value) && value['primary'] === true)
  if (primaries.length < 2) return values
  if (!tolerances.use('several-primaries')) issues.push({ path, message: 'primary is true more than once' })
  return values.map((value) =>
    isJsonObject(value) && value['primary'] === true && value !== primaries[0] ? { ...value, primary: false } : value,
  )
}

function parseComplex(
  definition: AttributeDefinition,
  value: unknown,
  path: string,
  context: ValueContext,
): Json | undefined {
  const object = toObject(definition, value, context.tolerances)
  if (!object) {
    context.issues.push({ path, message: 'expected an object' })
    return undefined
  }
  const result: Record<string, Json> = {}
  for (const [name, part] of Object.entries(object)) {
    const subAttribute = findSubAttribute(definition, name)
    if (!subAttribute) reportUnknown(`${path}.${name}`, part, context)
    else if (subAttribute.mutability !== 'readOnly') {
      const label = `${path}.${subAttribute.name}`
      const parsed = parseValue(subAttribute, part, label, context)
      const before = result[subAttribute.name]
      if (before !== undefined && !deepEqual(before, parsed)) context.issues.push({ path: label, message: SAID_TWICE })
      if (parsed !== undefined) result[subAttribute.name] = parsed
    }
  }
  reportMissing(definition, result, path, context)
  return Object.keys(result).length === 0 ? undefined : result
}

/** A member without value is refused, not dropped: dropping it could empty the group. */
function reportMissing(
  definition: AttributeDefinition,
  object: JsonObject,
  path: string,
  { issues }: ValueContext,
): void {
  if (Object.keys(object).length === 0 && !definition.multiValued) return
  for (const { name, required } of definition.subAttributes ?? []) {
    if (required && isBlank(object[name])) issues.push({ path: `${path}.${name}`, message: 'is required' })
  }
}

/** Blanks are no value that anybody has: as a member they would only put the others out. */
function isBlank(value: Json | undefined): boolean {
  return value === undefined || (typeof value === 'string' && value.trim() === '')
}

/** An attribute that no schema has is dropped, an empty one without a word; in strict mode either is refused. */
export function reportUnknown(path: string, value: unknown, { issues, tolerances }: ValueContext): void {
  const says = tolerances.strict || (value === '' ? !tolerances.use('empty-string') : !isEmpty(value))
  if (!says || tolerances.leaveOut(path, 'unknown-attribute')) return
  issues.push(toUnknown(path, 'there is no such attribute', tolerances))
}

/** Only in strict mode the body is none of its schema for that. */
export function toUnknown(path: string, message: string, { strict }: Tolerances): Issue {
  return strict ? { path, message, isUnknown: true } : { path, message }
}

/** A plain value, also from `{value: "x"}`, as values of several may be written (RFC 7643 §2.4) and single ones are by mistake. */
function toPlain({ multiValued }: AttributeDefinition, value: unknown, { tolerances }: ValueContext): unknown {
  if (!isJsonObject(value) || !Object.hasOwn(value, 'value')) return value
  const labelled = Object.keys(value).every((name) => ['value', 'type', 'primary', 'display', '$ref'].includes(name))
  return multiValued || (labelled && tolerances.use('wrapped-value')) ? value['value'] : value
}

function unwrapped(value: unknown, { tolerances }: ValueContext): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value
  return tolerances.use('array-value') ? (value as readonly unknown[])[0] : value
}
