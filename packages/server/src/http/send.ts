import { Readable } from 'node:stream'

import type { Answer } from '../route/answer.ts'
import { isScimPath } from '../route/scim-path.ts'
import { answeredMediaType } from '../scim/answered-media-type.ts'
import type { RequestContext } from './request-state.ts'

/** Text, the bytes of a file, and what is made while it is sent. */
export function isSentAsIs(body: unknown): body is string | Buffer | Readable {
  return typeof body === 'string' || Buffer.isBuffer(body) || body instanceof Readable
}

/** Makes an answer the response of a request; JSON is written once, here or before: `written`. */
export function send(context: RequestContext, answer: Answer, written?: string | Buffer): void {
  sendHead(context, answer)
  if (answer.body === undefined) {
    context.body = null
    context.status = answer.status
    return
  }
  context.body = written ?? (isSentAsIs(answer.body) ? answer.body : JSON.stringify(answer.body))
}

/** All of an answer that comes before its body. */
export function sendHead(context: RequestContext, answer: Answer): void {
  context.state.answer = answer
  context.status = answer.status
  for (const name in answer.headers) context.res.setHeader(name, answer.headers[name] ?? '')
  if (answer.body === undefined) return
  const type = isScimPath(context.path) ? answeredMediaType(context.req.headers.accept) : 'application/json'
  context.res.setHeader('Content-Type', answer.type ?? type)
}
