import type { Store } from '@rolecall/core/store'
import { Gauge, type Registry } from 'prom-client'

/** How many organizations have changes that wait to be decided; the last known number while the database is away. */
export function observeUndecided(registry: Registry, { organizations }: Pick<Store, 'organizations'>): void {
  const gauge: Gauge = new Gauge({
    name: 'rolecall_undecided_organizations',
    help: 'Organizations whose changes wait to be decided, because their stored mapping does not compile',
    registers: [],
    // Each process asks the same database.
    aggregator: 'max',
    collect: () =>
      organizations.listUndecided().then(
        ({ length }) => gauge.set(length),
        () => undefined,
      ),
  })
  registry.registerMetric(gauge)
}
