import type { BulkMethod } from './bulk-request.ts'
import type { ErrorResponse } from './error-response.ts'

export const BULK_RESPONSE_URN = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

/**
 * What one operation came to (RFC 7644 §3.7.3). `location` is that of the resource, absent for a POST
 * that failed; `response` is the error of what failed.
 */
export interface BulkResult {
  /** Absent where the operation names none. */
  readonly method?: BulkMethod
  readonly bulkId?: string
  readonly version?: string
  readonly location?: string
  readonly status: string
  readonly response?: ErrorResponse
}

export interface BulkResponse {
  readonly schemas: readonly [typeof BULK_RESPONSE_URN]
  readonly Operations: readonly BulkResult[]
}

export function toBulkResponse(results: readonly BulkResult[]): BulkResponse {
  return { schemas: [BULK_RESPONSE_URN], Operations: results }
}
