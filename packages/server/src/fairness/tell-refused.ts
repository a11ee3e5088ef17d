import { createCache } from '@rolecall/rules/create-cache'
import type { Logger } from 'pino'

import type { Metrics } from '../system/metrics.ts'
import type { OnRefused } from './take-turns.ts'

/** An organization is told of once in that time, in milliseconds: a flood must not fill the log. */
const silence = 10_000

/** Counts requests that were not let in, and says in the log of whom there were any. */
export function tellRefused(metrics: Metrics, log: Logger): OnRefused {
  const told = createCache<true>(1_000, { ttl: silence })
  return ({ key, organization }, requestId, { detail }) => {
    metrics.countTooMany(organization === null ? 'anonymous' : 'organization')
    if (told.has(organization ?? '')) return
    told.set(organization ?? '', true)
    const whose = organization === null ? {} : { organizationId: organization, keyId: key }
    log.warn({ requestId, ...whose, detail }, 'requests are refused with 429; said once in ten seconds')
  }
}
