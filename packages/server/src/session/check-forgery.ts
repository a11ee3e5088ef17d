import type { IncomingHttpHeaders } from 'node:http'

import { Forbidden } from '@rolecall/core/scim/errors'

/** A header that no page of another origin can send without being asked first, and nobody is answered then. */
const header = 'x-rolecall-console'

/** Throws Forbidden for a change that a browser's cookie alone would allow: any page could have sent it. */
export function checkForgery({
  method,
  headers,
}: {
  readonly method?: string | undefined
  readonly headers: IncomingHttpHeaders
}): void {
  if (method === 'GET' || method === 'HEAD' || headers[header] === '1') return
  throw new Forbidden('A change by a signed-in browser needs the header X-Rolecall-Console: 1')
}
