import type { Logger } from 'pino'

import { toErrorAnswer, type ErrorForm } from '../error/to-error-answer.ts'
import { toLoggedError } from '../error/to-logged-error.ts'
import type { Answer } from '../route/answer.ts'
import { isOauthPath } from '../oauth/oauth-path.ts'
import { isScimPath } from '../route/scim-path.ts'
import { isForAPerson } from './is-for-a-person.ts'
import type { Step } from './request-state.ts'
import { send } from './send.ts'

/**
 * The one place where an error becomes an HTTP answer. What the server is to blame for is logged with its stack. A person
 * who opens an address that there is not gets `notFoundPage`, where there is one.
 */
export function renderErrors(log: Logger, notFoundPage: (() => Answer) | null): Step {
  return async (context, next) => {
    try {
      await next()
    } catch (error) {
      const { requestId, route } = context.state
      const answer = toErrorAnswer(error, { form: formOf(context.path), requestId })
      if (answer.status >= 500 && answer.status !== 501)
        log.error({ requestId, route: route?.path, error: toLoggedError(error) }, 'request failed')
      if (context.res.headersSent) {
        // What is said so far must not look whole. The logs have the status that nobody gets any more.
        context.res.destroy()
        context.res.statusCode = answer.status
        context.state.answer = answer
      } else if (answer.status === 404 && notFoundPage !== null && isForAPerson(context))
        send(context, { ...notFoundPage(), status: 404 })
      else send(context, answer)
    }
  }
}

function formOf(path: string): ErrorForm {
  if (isScimPath(path)) return 'scim'
  return isOauthPath(path) ? 'oauth' : 'problem'
}
