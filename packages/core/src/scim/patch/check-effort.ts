import { InvalidValue } from '../errors.ts'
import type { ResolvedFilter } from '../filter/resolved-filter.ts'
import { isJsonObject, type ResourceData } from '../resource/resource-data.ts'
import { pathOf, type ResolvedAttribute } from '../schema/find-attribute.ts'
import type { PatchOperation } from './patch-operation.ts'

/** Comparisons of values that one PATCH may ask for: a moment's work, and far beyond what a person's attributes need. */
export const MAX_COMPARISONS = 250_000

/**
 * Refuses a patch that would take long: each operation on a multi-valued attribute compares its values
 * or the terms of its filter with every value that is there. Throws InvalidValue.
 */
export function checkEffort(data: ResourceData, operations: readonly PatchOperation[]): void {
  const sizes = new Map<string, number>()
  let comparisons = 0
  for (const { path, value } of operations) {
    if (!path.attribute.attribute.multiValued) continue
    const name = pathOf({ ...path.attribute, subAttribute: undefined })
    const added = Array.isArray(value) ? value.length : 1
    const size = (sizes.get(name) ?? sizeOf(data, path.attribute)) + added
    sizes.set(name, size)
    comparisons += size * (path.filter === undefined ? added : countTerms(path.filter))
    if (comparisons <= MAX_COMPARISONS) continue
    throw new InvalidValue(
      `${name}: the operations compare more values than one request may (${MAX_COMPARISONS} comparisons); send them in several requests`,
    )
  }
}

function sizeOf(data: ResourceData, { attribute, schema }: ResolvedAttribute): number {
  const parent = schema === undefined ? data : data[schema]
  const values = isJsonObject(parent) ? parent[attribute.name] : undefined
  return Array.isArray(values) ? values.length : 0
}

function countTerms(filter: ResolvedFilter): number {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.reduce((sum, part) => sum + countTerms(part), 0)
    case 'not':
    case 'valuePath':
      return countTerms(filter.filter)
    default:
      return 1
  }
}
