import type { IncomingHttpHeaders } from 'node:http'

/** The API key of a request: `Authorization: Bearer KEY` (RFC 6750 §2.1, the scheme in any case), else `x-api-key`. */
export function presentedKey(headers: IncomingHttpHeaders): string | undefined {
  const { authorization, 'x-api-key': apiKey } = headers
  if (authorization !== undefined && authorization.slice(0, 7).toLowerCase() === 'bearer ')
    return authorization.slice(7).trim()
  return typeof apiKey === 'string' ? apiKey.trim() : undefined
}
