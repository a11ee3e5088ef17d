import type { ScimError } from '../errors.ts'

export const ERROR_URN = 'urn:ietf:params:scim:api:messages:2.0:Error'

/**
 * The body of an error (RFC 7644 §3.12); `status` is a string. It has nothing beside what its schema defines, for
 * clients that hold it against that; `detail` says all issues.
 */
export interface ErrorResponse {
  readonly schemas: readonly [typeof ERROR_URN]
  readonly status: string
  readonly scimType?: string
  readonly detail: string
}

export function toErrorResponse(error: ScimError): ErrorResponse {
  return {
    schemas: [ERROR_URN],
    status: String(error.status),
    ...(error.scimType === undefined ? {} : { scimType: error.scimType }),
    detail: error.detail,
  }
}
