import type { Store } from '@rolecall/core/store'
import { Gauge, type Registry } from 'prom-client'

/** How many organizations have lost their last Owner, read when somebody asks; the last known number while the database is away. */
export function observeOwnerless(registry: Registry, { organizations }: Pick<Store, 'organizations'>): void {
  const gauge: Gauge = new Gauge({
    name: 'rolecall_ownerless_organizations',
    help: 'Organizations that have lost their last Owner and wait for another one, or for rolecall recover-owner',
    registers: [],
    // Each process asks the same database.
    aggregator: 'max',
    collect: () =>
      organizations.countOwnerless().then(
        (count) => gauge.set(count),
        () => undefined,
      ),
  })
  registry.registerMetric(gauge)
}
