import type { IncomingHttpHeaders } from 'node:http'

import { parseMediaType } from './media-type.ts'

/** Whether a browser opens the path as a page: below `/api` there are none, and scripts and programs ask for no HTML. */
export function isForAPerson(request: {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
}): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  if (/^\/api(\/|$)/i.test(request.path)) return false
  const { accept = '' } = request.headers
  return accept.split(',').some((range) => parseMediaType(range).type === 'text/html')
}
