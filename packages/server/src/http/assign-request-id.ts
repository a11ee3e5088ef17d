import { maskText } from '../provisioning-log/mask-text.ts'
import type { Step } from './request-state.ts'

const sane = /^[\w.:-]{1,128}$/

/** A key that was put into the wrong header would be logged, and kept with every event. */
function isSane(sent: string): boolean {
  return sane.test(sent) && maskText(sent) === sent
}

/** Takes over the client's `x-request-id` where it can be logged as it is, else makes one; answers it always. */
export function assignRequestId(newId: () => string): Step {
  return (context, next) => {
    const sent = context.req.headers['x-request-id']
    const requestId = typeof sent === 'string' && isSane(sent) ? sent : newId()
    context.state.requestId = requestId
    context.res.setHeader('X-Request-Id', requestId)
    return next()
  }
}
