import type { Step } from './request-state.ts'

const sane = /^[\w.:-]{1,128}$/

/** Takes over the client's `x-request-id` where it can be logged as it is, else makes one; answers it always. */
export function assignRequestId(newId: () => string): Step {
  return (context, next) => {
    const sent = context.req.headers['x-request-id']
    const requestId = typeof sent === 'string' && sane.test(sent) ? sent : newId()
    context.state.requestId = requestId
    context.res.setHeader('X-Request-Id', requestId)
    return next()
  }
}
