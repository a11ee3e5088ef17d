import { Gauge, type Registry } from 'prom-client'

import type { Turns } from '../fairness/turns.ts'

/** How many requests wait for their turn, when somebody asks. */
export function observeTurns(registry: Registry, turns: Turns): void {
  const gauge: Gauge = new Gauge({
    name: 'rolecall_waiting_requests',
    help: 'Requests that wait for their turn',
    registers: [],
    collect: () => gauge.set(turns.waiting),
  })
  registry.registerMetric(gauge)
}
