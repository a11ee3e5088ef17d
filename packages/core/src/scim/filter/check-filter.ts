import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { Filter } from './filter.ts'
import type { ResolvedFilter } from './resolved-filter.ts'

/**
 * Resolves a filter against a resource type. `searched` are all types of the search (root and
 * `/.search`): what only another of them has is without a value here. Throws InvalidFilter.
 */
export declare function checkFilter(filter: Filter, type: ResourceType, tolerances: Tolerances, searched?: readonly ResourceType[]): ResolvedFilter
