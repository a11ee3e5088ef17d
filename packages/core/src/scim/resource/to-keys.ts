import type { ResourceType } from '../schema/resource-type.ts'
import type { KeyScalar } from '../filter/resolved-filter.ts'
import type { ResourceData } from './resource-data.ts'

export type KeyValue = KeyScalar | readonly KeyValue[] | Keys
/**
 * What filters and sorts read: the structure of the resource (names in the schema's spelling,
 * extensions under their URN, multi-valued attributes always as arrays), with strings folded unless
 * `caseExact` and dateTimes as UTC instants. `schemas` is folded and always there.
 */
export interface Keys {
  readonly [name: string]: KeyValue
}

export declare function toKeys(type: ResourceType, data: ResourceData): Keys
