import type { ScimError } from '../errors.ts'
import type { Json } from '../resource/resource-data.ts'

export const BULK_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
export type BulkMethod = (typeof BULK_METHODS)[number]

/** One operation of a bulk request (RFC 7644 §3.7): what a single request would have said. */
export interface BulkOperation {
  readonly method: BulkMethod
  /** Of a POST always there; no two operations of a request that can be done have the same one. */
  readonly bulkId: string | undefined
  /** The first part of the path, as sent and decoded: `Users`. */
  readonly endpoint: string
  /** The second part, which a POST does not have; it may be a reference such as `bulkId:x`. */
  readonly id: string | undefined
  /** What `If-Match` would say; `null` where it would not be sent. */
  readonly version: string | null
  /** The body; `null` for DELETE. */
  readonly data: Json
}

/** An operation that is none: it fails alone, and what the client can know it by is repeated. */
export interface MalformedOperation {
  readonly malformed: ScimError
  readonly method: BulkMethod | undefined
  readonly bulkId: string | undefined
}

export interface BulkRequest {
  /** After so many errors nothing more is done; `undefined` for never. */
  readonly failOnErrors: number | undefined
  readonly operations: readonly (BulkOperation | MalformedOperation)[]
}

export function isMalformed(operation: BulkOperation | MalformedOperation): operation is MalformedOperation {
  return 'malformed' in operation
}
