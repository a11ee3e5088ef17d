import type { IncomingMessage } from 'node:http'

import { BadRequest } from '@rolecall/core/scim/errors'

const host = /^(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/

/**
 * Where this server is reached, without a trailing slash: what the operator said, else what the
 * request's own `Host` says. Headers of proxies are not believed.
 */
export function requestOrigin(request: IncomingMessage, baseUrl: string | null): string {
  if (baseUrl !== null) return baseUrl
  const sent = request.headers.host ?? 'localhost'
  if (!host.test(sent)) throw new BadRequest('The Host header is no host')
  return `http://${sent}`
}

/** Whether clients reach an origin by TLS; one that nobody has told, `null`, is taken for plain HTTP. */
export function isSecure(origin: string | null): boolean {
  return origin !== null && /^https:/i.test(origin)
}
