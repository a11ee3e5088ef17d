import type { Filter } from './filter.ts'

/** The canonical text of a filter: parsing it gives the same filter. */
export declare function printFilter(filter: Filter): string
