import type { Store } from '@rolecall/core/store'
import type { VerificationSummary } from '@rolecall/core/directory/verification'
import { Gauge, type Registry } from 'prom-client'

/** Each metric with what it shows of a summary. */
const metrics: readonly {
  readonly name: string
  readonly help: string
  readonly of: (summary: VerificationSummary) => number
}[] = [
  {
    name: 'rolecall_verification_timestamp_seconds',
    help: 'When the organization was last verified for which that is the longest ago; NaN before the first',
    of: ({ oldest }) => (oldest === null ? Number.NaN : Date.parse(oldest) / 1_000),
  },
  {
    name: 'rolecall_verification_differences',
    help: 'Derived roles that were not what the facts give, in the last verification of each organization',
    of: ({ differences }) => differences,
  },
  {
    name: 'rolecall_verification_duration_seconds',
    help: 'The longest of the last verifications',
    of: ({ longestMs }) => longestMs / 1_000,
  },
  {
    name: 'rolecall_verification_failures',
    help: 'Organizations whose last verification could not be made',
    of: ({ failures }) => failures,
  },
]

/** What the last verifications came to, read when somebody asks; the last known numbers while the database is away. */
export function observeVerifications(registry: Registry, { verifications }: Pick<Store, 'verifications'>): void {
  let pending: Promise<VerificationSummary> | undefined
  // All of them are asked for together, and answered by one statement.
  const summarize = () => (pending ??= verifications.summarize().finally(() => (pending = undefined)))
  for (const { help, name, of } of metrics) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      registers: [],
      // Each process asks the same database.
      aggregator: 'max',
      collect: () =>
        summarize().then(
          (summary) => gauge.set(of(summary)),
          () => undefined,
        ),
    })
    registry.registerMetric(gauge)
  }
}
