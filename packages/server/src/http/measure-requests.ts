import type { Metrics } from '../system/metrics.ts'
import type { Step } from './request-state.ts'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Measures every request by route and status. */
export function measureRequests(metrics: Metrics): Step {
  return async ({ method, state, response }, next) => {
    const start = performance.now()
    await next()
    const seconds = (performance.now() - start) / 1_000
    metrics.observe(methods.has(method) ? method : 'other', state.route?.path ?? 'unknown', response.status, seconds)
  }
}
