import { InvalidFilter } from '../errors.ts'
import { isHidden, type AttributeDefinition } from '../schema/attribute-definition.ts'
import { findSearchedAttribute, findSubAttribute, leafOf, type ResolvedAttribute } from '../schema/find-attribute.ts'
import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { AttributePath, Comparison, Filter, ValuePath } from './filter.ts'
import { comparesKeys } from './compares-keys.ts'
import { resolveValue } from './resolve-value.ts'
import type { ResolvedFilter } from './resolved-filter.ts'

/**
 * Resolves a filter against a resource type. `searched` are all types of the search (root and
 * `/.search`): what only another of them has is without a value here (RFC 7644 §3.4.2.1).
 * Throws InvalidFilter for an attribute that none has, and for an operator or value that does not go with it.
 */
export function checkFilter(
  filter: Filter,
  type: ResourceType,
  tolerances: Tolerances,
  searched: readonly ResourceType[] = [type],
): ResolvedFilter {
  const find: Find = ({ text, position }) => {
    const found = findSearchedAttribute(type, text, tolerances)
    if (found) return found
    if (searched.some((other) => findSearchedAttribute(other, text, tolerances))) return undefined
    throw new InvalidFilter(`There is no attribute '${text}'`, position)
  }
  return constantsOf(check(filter, find, tolerances), type)
}

/** Resolves a filter on the values of one attribute, as in `emails[type eq "work"]`; paths are sub-attributes. */
export function checkValueFilter(
  filter: Filter,
  attribute: AttributeDefinition,
  tolerances: Tolerances,
): ResolvedFilter {
  return check(filter, findWithin(attribute), tolerances)
}

/** Undefined: the attribute has no value in this resource type. */
type Find = (path: AttributePath) => ResolvedAttribute | undefined

function check(filter: Filter, find: Find, tolerances: Tolerances): ResolvedFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { kind: filter.kind, filters: filter.filters.map((part) => check(part, find, tolerances)) }
    case 'not':
      return { kind: 'not', filter: check(filter.filter, find, tolerances) }
    case 'present':
      return checkPresence(filter.path, find)
    case 'compare':
      return checkComparison(filter, find, tolerances)
    case 'contributed':
      throw new InvalidFilter(`The operator '${filter.operator}' is not supported here`, filter.path.position)
    case 'valuePath':
      return checkValuePath(filter, find, tolerances)
  }
}

function checkPresence(path: AttributePath, find: Find): ResolvedFilter {
  const attribute = find(path)
  if (!attribute) return { kind: 'constant', value: false }
  refuseHidden(attribute, path)
  return { kind: 'present', attribute }
}

/** `ne` is `not eq`, and `eq null` is `not pr`. */
function checkComparison(comparison: Comparison, find: Find, tolerances: Tolerances): ResolvedFilter {
  const { path, operator, value } = comparison
  if (operator === 'ne')
    return { kind: 'not', filter: checkComparison({ ...comparison, operator: 'eq' }, find, tolerances) }
  if (value === null && operator === 'eq') return { kind: 'not', filter: checkPresence(path, find) }
  const found = find(path)
  if (!found) return { kind: 'constant', value: false }
  refuseHidden(found, path)
  const attribute = significantValue(found, path)
  return { kind: 'compare', attribute, operator, ...resolveValue(leafOf(attribute), comparison, operator, tolerances) }
}

function checkValuePath({ path, filter }: ValuePath, find: Find, tolerances: Tolerances): ResolvedFilter {
  const attribute = find(path)
  if (!attribute) return { kind: 'constant', value: false }
  refuseHidden(attribute, path)
  const { attribute: definition, subAttribute } = attribute
  if (subAttribute || !hasValuePaths(definition))
    throw new InvalidFilter(`'${path.text}' has no values to filter by`, path.position)
  return { kind: 'valuePath', attribute, filter: checkValueFilter(filter, definition, tolerances) }
}

/** Whether values of the attribute can be chosen by a filter. */
export function hasValuePaths(attribute: AttributeDefinition): boolean {
  return attribute.multiValued || attribute.type === 'complex'
}

function findWithin(attribute: AttributeDefinition): Find {
  return ({ text, position }) => {
    const subAttribute = attribute.type === 'complex' ? findSubAttribute(attribute, text) : plainValue(attribute, text)
    if (!subAttribute) throw new InvalidFilter(`'${attribute.name}' has no sub-attribute '${text}'`, position)
    return { schema: undefined, attribute: subAttribute, subAttribute: undefined }
  }
}

/** In a multi-valued attribute of plain values, `value` is the value itself (RFC 7643 §2.4). */
function plainValue(attribute: AttributeDefinition, name: string): AttributeDefinition | undefined {
  return name.toLowerCase() === 'value' ? { ...attribute, name: 'value', multiValued: false } : undefined
}

/** `emails` compares by `emails.value` (RFC 7644 §3.4.2.2, figure 2). */
function significantValue(found: ResolvedAttribute, path: AttributePath): ResolvedAttribute {
  if (leafOf(found).type !== 'complex') return found
  const value = findSubAttribute(found.attribute, 'value')
  if (!value) throw new InvalidFilter(`'${path.text}' is complex: name one of its sub-attributes`, path.position)
  return { ...found, subAttribute: value }
}

function refuseHidden(found: ResolvedAttribute, path: AttributePath): void {
  if (isHidden(found.attribute) || isHidden(leafOf(found))) {
    throw new InvalidFilter(`'${path.text}' can't be searched`, path.position)
  }
}

/** What is known of every resource of the type without looking: `meta.resourceType`, and that there is `meta`. */
function constantsOf(filter: ResolvedFilter, type: ResourceType): ResolvedFilter {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return { ...filter, filters: filter.filters.map((part) => constantsOf(part, type)) }
    case 'not':
      return { ...filter, filter: constantsOf(filter.filter, type) }
    case 'compare':
      return filter.attribute.attribute.name === 'meta' && leafOf(filter.attribute).name === 'resourceType'
        ? { kind: 'constant', value: comparesKeys(type.name, filter.operator, filter.value) }
        : filter
    case 'present':
      return isMeta(filter.attribute) ? { kind: 'constant', value: true } : filter
    default:
      return filter
  }
}

/** Every resource has all of it. */
function isMeta({ attribute, schema }: ResolvedAttribute): boolean {
  return schema === undefined && attribute.name === 'meta'
}
