import { AggregatorRegistry, collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client'

/** The metrics of one server: its registry, and what the pipeline measures. */
export interface Metrics {
  readonly registry: Registry
  /** What Prometheus reads; of several processes on one port that of all. */
  text(): Promise<string>
  /** Notes a request that was answered. `route` is the route's path, so that the number of series is bounded. */
  observe(method: string, route: string, status: number, seconds: number): void
  /** Notes a SCIM request of a known key, by how it came out and for which provider. */
  countScimRequest(outcome: string, provider: string | null): void
  /** Notes requests that the provisioning log has, or never will have. */
  countLogged(entries: number, fate: 'written' | 'dropped'): void
  /** Notes deliveries of events by how they came out. */
  countDeliveries(
    kind: string,
    counts: { readonly delivered: number; readonly failed: number; readonly dead: number },
  ): void
  /** Notes a request that was answered with 429. */
  countTooMany(party: 'organization' | 'anonymous'): void
}

/** The metrics of one process, to be sent to another. */
export type OwnMetrics = readonly object[]

/** Asks every process on the port, and answers what all of them come to: `own` are those of this one. */
export type AskAllProcesses = (own: () => Promise<OwnMetrics>) => () => Promise<string>

/** What the metrics of several processes come to. */
export function mergeMetrics(processes: readonly OwnMetrics[]): Promise<string> {
  return AggregatorRegistry.aggregate(processes.map((own) => [...own])).metrics()
}

/** Metrics with a registry of their own, so that several servers in one process do not mix. */
export function createMetrics(askAll?: AskAllProcesses): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'rolecall_http_request_duration_seconds',
    help: 'Time from a request to its answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const scimRequests = new Counter({
    name: 'rolecall_scim_requests_total',
    help: 'SCIM requests with a known key, by outcome (success, refused, failed) and identity provider',
    labelNames: ['outcome', 'provider'],
    registers: [registry],
  })
  const logged = new Counter({
    name: 'rolecall_provisioning_log_entries_total',
    help: 'Requests that the provisioning log has written, or dropped because the database was slow or away',
    labelNames: ['fate'],
    registers: [registry],
  })
  for (const fate of ['written', 'dropped']) logged.inc({ fate }, 0)
  const tooMany = new Counter({
    name: 'rolecall_too_many_requests_total',
    help: 'Requests answered with 429, of organizations and of clients without a key',
    labelNames: ['party'],
    registers: [registry],
  })
  const deliveries = new Counter({
    name: 'rolecall_deliveries_total',
    help: 'Attempts to deliver an event to a webhook or an event stream: delivered, failed, and dead after three days',
    labelNames: ['kind', 'outcome'],
    registers: [registry],
  })
  for (const kind of ['webhook', 'push'])
    for (const outcome of ['delivered', 'failed', 'dead']) deliveries.inc({ kind, outcome }, 0)
  for (const party of ['organization', 'anonymous']) tooMany.inc({ party }, 0)
  return {
    registry,
    text: askAll?.(() => registry.getMetricsAsJSON()) ?? (() => registry.metrics()),
    observe(method, route, status, seconds) {
      durations.labels(method, route, String(status)).observe(seconds)
    },
    countScimRequest(outcome, provider) {
      scimRequests.inc({ outcome, provider: provider ?? 'unknown' })
    },
    countDeliveries(kind, counts) {
      for (const [outcome, count] of Object.entries(counts)) deliveries.inc({ kind, outcome }, count)
    },
    countTooMany(party) {
      tooMany.inc({ party })
    },
    countLogged(entries, fate) {
      logged.inc({ fate }, entries)
    },
  }
}
