import type { Logger } from 'pino'

import { toErrorAnswer } from '../error/to-error-answer.ts'
import { toLoggedError } from '../error/to-logged-error.ts'
import { isScimPath } from '../route/scim-path.ts'
import type { Step } from './request-state.ts'
import { send } from './send.ts'

/** The one place where an error becomes an HTTP answer. What the server is to blame for is logged with its stack. */
export function renderErrors(log: Logger): Step {
  return async (context, next) => {
    try {
      await next()
    } catch (error) {
      const { requestId, route } = context.state
      const answer = toErrorAnswer(error, { scim: isScimPath(context.path), requestId })
      if (answer.status >= 500 && answer.status !== 501)
        log.error({ requestId, route: route?.path, error: toLoggedError(error) }, 'request failed')
      send(context, answer)
    }
  }
}
