import type { Logger } from 'pino'

import type { Step } from './request-state.ts'

/**
 * One line for each request: the route and never the path, whose parts and query name people; no
 * header and no body.
 */
export function logRequests(log: Logger): Step {
  return async ({ method, state, response }, next) => {
    const start = performance.now()
    await next()
    const { requestId, route, key, provider, tolerances, trace } = state
    log.info(
      {
        requestId,
        traceId: trace?.id,
        method,
        route: route?.path,
        status: response.status,
        durationMs: Math.round((performance.now() - start) * 100) / 100,
        personId: key?.kind === 'person' ? key.id : undefined,
        keyId: key?.kind === 'person' ? undefined : key?.id,
        organizationId: key?.kind === 'platform' ? undefined : key?.organizationId,
        provider,
        tolerances: tolerances === undefined || tolerances.recorded.length === 0 ? undefined : tolerances.recorded,
      },
      'request',
    )
  }
}
