import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** The metrics of one server: its registry, and what the pipeline measures. */
export interface Metrics {
  readonly registry: Registry
  /** Notes a request that was answered. `route` is the route's path, so that the number of series is bounded. */
  observe(method: string, route: string, status: number, seconds: number): void
}

/** Metrics with a registry of their own, so that several servers in one process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'rolecall_http_request_duration_seconds',
    help: 'Time from a request to its answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  return {
    registry,
    observe(method, route, status, seconds) {
      durations.labels(method, route, String(status)).observe(seconds)
    },
  }
}
