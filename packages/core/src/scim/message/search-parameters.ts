import type { Filter } from '../filter/filter.ts'
import type { SortOrder } from '../resource/sort.ts'
import type { Tolerances } from '../tolerance.ts'

/**
 * What a query asks for (RFC 7644 §3.4.2, RFC 9865 §2). `startIndex` is at least 1; `count` is at
 * least 0 and undefined if not given; `cursor` is `""` for the first page of cursor paging.
 */
export interface SearchParameters {
  readonly filter: Filter | undefined
  readonly sortBy: string | undefined
  readonly sortOrder: SortOrder
  readonly startIndex: number
  readonly count: number | undefined
  readonly cursor: string | undefined
  readonly attributes: readonly string[] | undefined
  readonly excludedAttributes: readonly string[] | undefined
}

/** Parses the raw query string, without `?`. Unknown parameters are ignored. Throws InvalidFilter, InvalidValue, InvalidCount. */
export declare function parseSearchParameters(query: string, tolerances: Tolerances): SearchParameters
