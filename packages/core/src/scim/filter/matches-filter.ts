import type { Keys } from '../resource/to-keys.ts'
import type { ResolvedFilter } from './resolved-filter.ts'

/** Whether the resource with these keys satisfies the filter; the reference for the SQL. */
export declare function matchesFilter(filter: ResolvedFilter, keys: Keys): boolean
