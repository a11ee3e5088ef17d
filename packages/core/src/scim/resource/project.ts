import type { ResourceType } from '../schema/resource-type.ts'
import type { Tolerances } from '../tolerance.ts'
import type { ResourceData } from './resource-data.ts'

/** Which attributes a response has (RFC 7644 §3.4.2.5, §3.9). Paths in the schema's spelling. */
export interface Projection {
  readonly attributes: ReadonlySet<string> | undefined
  readonly excludedAttributes: ReadonlySet<string>
}

/** Names that the type does not have are ignored. */
export declare function resolveProjection(
  type: ResourceType,
  parameters: { readonly attributes?: readonly string[] | undefined; readonly excludedAttributes?: readonly string[] | undefined },
  tolerances: Tolerances,
): Projection

/** Whether a top-level attribute can be in the response at all: `members` of a group need not be read otherwise. */
export declare function includesAttribute(type: ResourceType, projection: Projection, name: string): boolean

/** The resource with only the attributes that the projection and their `returned` allow. */
export declare function project(type: ResourceType, resource: ResourceData, projection: Projection): ResourceData
