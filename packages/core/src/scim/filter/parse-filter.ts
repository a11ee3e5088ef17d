import type { Tolerances } from '../tolerance.ts'
import type { Filter } from './filter.ts'

/** Parses a filter (RFC 7644 §3.4.2.2). Throws InvalidFilter with the position. */
export declare function parseFilter(text: string, tolerances: Tolerances): Filter
