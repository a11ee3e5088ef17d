import type { OperationServices } from '@rolecall/core/change/operation-context'
import { settleOrganizations } from '@rolecall/core/job/settle-organizations'
import type { Logger } from 'pino'

/** Work that goes on beside the requests, and can be waited for. */
export interface Settlement {
  stop(): Promise<void>
}

/** Decides what was left undecided, beside the requests, and says of which organizations the mapping does not compile. */
export function settleAtStart(services: OperationServices, log: Logger): Settlement {
  let stopped = false
  const done = settle(services, log, () => stopped)
  return {
    stop() {
      stopped = true
      return done
    },
  }
}

const notSettled = 'the stored mapping could not be looked at; what waits is decided with the next change'

async function settle(services: OperationServices, log: Logger, isStopped: () => boolean): Promise<void> {
  try {
    const { failed, paused, settled } = await settleOrganizations(services, isStopped)
    if (settled.length > 0) log.info({ organizations: settled }, 'changes that waited for a mapping are decided now')
    for (const { error: err, organizationId } of failed) log.error({ err, organizationId }, notSettled)
    if (paused.length === 0) return
    log.warn(
      { organizations: paused },
      'the stored mapping does not compile with these plugins: roles stay as they are; rolecall doctor says what is missing',
    )
  } catch (err) {
    log.error({ err }, notSettled)
  }
}
