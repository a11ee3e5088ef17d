import { dropUnresolvedMembers } from '@rolecall/core/operation/drop-unresolved-members'
import type { OperationServices } from '@rolecall/core/operation/operation-context'
import type { Logger } from 'pino'

import { toOperatorContext } from '../operator-context.ts'

/** What is due from time to time, whoever of several servers does it. */
export interface Housekeeping {
  /** Starts no more of it, and waits for what is under way. */
  stop(): Promise<void>
}

/** Tidies every organization at this interval (milliseconds); a failure is logged and tried again at the next. */
export function startHousekeeping(services: OperationServices, log: Logger, interval: number): Housekeeping {
  let underWay = Promise.resolve()
  let stopped = false

  async function tidy(): Promise<void> {
    for (const { id } of await services.store.organizations.list()) {
      if (stopped) return
      const dropped = await dropUnresolvedMembers(toOperatorContext(services, id))
      if (dropped > 0)
        log.info({ organizationId: id, dropped }, 'members that stayed unresolved for 30 days were dropped')
    }
  }

  const timer = setInterval(() => {
    underWay = underWay.then(tidy).catch((error: unknown) => log.error({ err: error }, 'the housekeeping failed'))
  }, interval).unref()
  return {
    async stop() {
      stopped = true
      clearInterval(timer)
      await underWay
    },
  }
}
