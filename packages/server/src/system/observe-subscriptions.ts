import type { Store } from '@rolecall/core/store'
import { Gauge, type Registry } from 'prom-client'

/** How many webhooks and event streams are switched off; the last known number while the database is away. */
export function observeSubscriptions(registry: Registry, { subscriptions }: Pick<Store, 'subscriptions'>): void {
  const gauge: Gauge = new Gauge({
    name: 'rolecall_subscriptions_off',
    help: 'Webhooks and event streams that were switched off, because their receiver is gone or has failed for three days',
    registers: [],
    // Each process asks the same database.
    aggregator: 'max',
    collect: () =>
      subscriptions.count('off').then(
        (count) => gauge.set(count),
        () => undefined,
      ),
  })
  registry.registerMetric(gauge)
}
