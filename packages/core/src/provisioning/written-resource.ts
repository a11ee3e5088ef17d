import type { ResourceData } from '../scim/resource/resource-data.ts'

/** The outcome of a writing operation. */
export interface WrittenResource {
  readonly id: string
  /** The weak ETag of the version as it is now. */
  readonly etag: string
  readonly created: boolean
  /** The representation; `null` where none was asked for. */
  readonly resource: ResourceData | null
}
