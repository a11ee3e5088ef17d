import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { ResourceData } from './resource-data.ts'

/**
 * `unset` are the top-level attribute names (or `URN:name`) that the body names with an empty value
 * (null, "", [], {}): `members: []` clears a group, `active: null` means inactive, while an absent one says nothing.
 */
export interface ParsedResource {
  readonly data: ResourceData
  readonly unset: readonly string[]
}

/**
 * Validates the body of POST or PUT (RFC 7644 §3.3, §3.5.1) and drops what is read-only, empty or
 * unknown. Throws InvalidSyntax if it is no object, else InvalidValue with all issues.
 */
export declare function parseResource(type: ResourceType, body: unknown, tolerances: Tolerances): ParsedResource
