import type { IncomingMessage } from 'node:http'

import { BadRequest } from '@rolecall/core/scim/errors'

import type { Site } from './site.ts'

const host = /^(?:[\w.-]+|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/

/**
 * Where this server is reached, with the path that it is mounted at and without a trailing slash: what the operator said, else
 * what the request's own `Host` says. Headers of proxies are not believed.
 */
export function requestOrigin(request: IncomingMessage, site: Site): string {
  if (site.url !== null) return site.url
  const sent = request.headers.host ?? 'localhost'
  if (!host.test(sent)) throw new BadRequest('The Host header is no host')
  return `http://${sent}${site.path}`
}

/** Whether clients reach an origin by TLS; one that nobody has told, `null`, is taken for plain HTTP. */
export function isSecure(origin: string | null): boolean {
  return origin !== null && /^https:/i.test(origin)
}
