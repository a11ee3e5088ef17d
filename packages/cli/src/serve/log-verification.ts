import type { Verification } from '@rolecall/core/directory/verification'
import type { Logger } from 'pino'

/** Tells the operator how a verification of derived roles ended; the ids of people are no secret, their names are. */
export function logVerification(log: Logger): (organizationId: string, verification: Verification) => void {
  return (organizationId, { differences, durationMs, examples, failure, grants, members }) => {
    if (failure !== null)
      return log.error({ organizationId, failure }, 'the roles of an organization could not be verified')
    const counts = { organizationId, members, grants, durationMs }
    if (differences === 0) return log.debug(counts, 'the roles of an organization were verified')
    log.warn({ ...counts, differences, examples: examples.slice(0, 10) }, 'derived roles are not what the facts give')
  }
}
