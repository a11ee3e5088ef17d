import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

import { matchesETag } from '@rolecall/core/scim/resource/etag'

import type { Answer } from '../route/answer.ts'

/**
 * Answers the description of the routes, which anybody may ask for: it is made once, in bytes, and whoever has it gets
 * 304 (RFC 9110 §13.1.2). So it can't say where the request came to; the one server in it is relative to where the
 * description is, with the path that the server is mounted at.
 */
export function serveOpenApi(describe: () => object, path = ''): (headers: IncomingHttpHeaders) => Answer {
  let made: { readonly bytes: Buffer; readonly version: string } | undefined
  return (headers) => {
    const { bytes, version } = (made ??= toBytes(describe(), path))
    const sent = { ETag: `"${version}"`, 'Cache-Control': 'no-cache' }
    if (matchesETag(headers['if-none-match'] ?? '', version)) return { status: 304, headers: sent }
    return { status: 200, headers: sent, body: bytes }
  }
}

function toBytes(description: object, path: string): { readonly bytes: Buffer; readonly version: string } {
  const bytes = Buffer.from(JSON.stringify({ ...description, servers: [{ url: path || '/' }] }))
  return { bytes, version: createHash('sha256').update(bytes).digest('base64url') }
}
