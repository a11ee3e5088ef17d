import type { ResourceTypeName } from '../plugin/hook-points.ts'
import type { Projection } from '../scim/resource/project.ts'
import type { Json, ResourceData } from '../scim/resource/resource-data.ts'
import type { Preconditions } from './preconditions.ts'

/** The verbs that write (RFC 7644 §3.3, §3.5.1, §3.5.2, §3.6). */
export type Verb = 'create' | 'replace' | 'patch' | 'delete'

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
