import { noticeCodes } from '@rolecall/core/directory/notice'
import type { Store } from '@rolecall/core/store'
import { Gauge, type Registry } from 'prom-client'

/** How many notices stand, by code, read when somebody asks; the last known numbers while the database is away. */
export function observeNotices(registry: Registry, { notices }: Pick<Store, 'notices'>): void {
  const gauge: Gauge = new Gauge({
    name: 'rolecall_notices',
    help: 'What waits for somebody in any organization, by code: a secret that ends, a provider that is silent, a hold …',
    labelNames: ['code'],
    registers: [],
    // Each process asks the same database.
    aggregator: 'max',
    async collect() {
      const counts = await notices.count().catch(() => undefined)
      if (counts === undefined) return
      const known = new Map(counts.map(({ code, count }) => [code as string, count]))
      for (const code of Object.keys(noticeCodes)) gauge.set({ code }, known.get(code) ?? 0)
    },
  })
  registry.registerMetric(gauge)
}
