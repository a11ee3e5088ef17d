import type { ResourceTypeName } from '../plugin/hook-points.ts'
import type { Projection } from '../scim/resource/project.ts'
import type { Json, ResourceData } from '../scim/resource/resource-data.ts'
import type { Preconditions } from './preconditions.ts'

/** What a client asks for one resource. */
export interface ResourceRequest {
  readonly type: ResourceTypeName
  /** `null` for POST: there is none yet. */
  readonly id: string | null
  /** `null` for DELETE. */
  readonly body: Json
  readonly conditions: Preconditions
  /** `null` where no representation was asked for. */
  readonly projection: Projection | null
}

/** The outcome of a writing request. */
export interface WrittenResource {
  readonly id: string
  /** The weak ETag of the version as it is now; of a deleted resource as it was last. */
  readonly etag: string
  /** The representation; `null` where none was asked for. */
  readonly resource: ResourceData | null
}
