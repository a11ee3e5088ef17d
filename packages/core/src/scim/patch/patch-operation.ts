import type { ResolvedFilter } from '../filter/resolved-filter.ts'
import type { Json } from '../resource/resource-data.ts'
import type { ResolvedAttribute } from '../schema/find-attribute.ts'

/**
 * Where an operation works: the attribute or sub-attribute, and which values of a multi-valued one.
 * `filter` is relative to a value of `attribute.attribute`, as in `ResolvedValuePath`.
 */
export interface PatchPath {
  readonly attribute: ResolvedAttribute
  readonly filter: ResolvedFilter | undefined
}

/**
 * One operation of RFC 7644 §3.5.2 after parsing: always with a path, the value in the schema's
 * spelling and types. No value (`undefined`) means unset for add and replace, and all values for
 * remove; a remove with a list takes away these values only.
 */
export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace'
  readonly path: PatchPath
  readonly value: Json | undefined
}
