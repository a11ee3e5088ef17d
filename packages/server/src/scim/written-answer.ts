import type { WrittenResource } from '@rolecall/core/provisioning/resource-request'

import type { Answer } from '../route/answer.ts'

/** The answer to POST, PUT and PATCH: the resource, or 204 where no representation was asked for (RFC 7644 §3.3, §3.5). */
export function toWrittenAnswer(status: 200 | 201, endpoint: string, { id, etag, resource }: WrittenResource): Answer {
  const headers = { ETag: etag, Location: `${endpoint}/${id}` }
  return resource === null ? { status: 204, headers } : { status, headers, body: resource }
}
