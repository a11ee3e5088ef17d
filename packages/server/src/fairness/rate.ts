import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'

import { TooManyRequests } from '@rolecall/core/scim/errors'

import type { Party } from './party.ts'

/** A fixed rate of requests, where one is configured. */
export interface Rate {
  /** Throws TooManyRequests where the organization has had its requests of this second. */
  take(party: Party): Promise<void>
}

/** What every provider is to get: Entra sends up to 25 requests a second. */
export const lowestRate = 25

/** Of each organization so many requests in a second, on this server; `undefined` for as many as it can. */
export function createRate(perSecond: number | undefined): Rate {
  if (perSecond === undefined) return { take: () => Promise.resolve() }
  const limiter = new RateLimiterMemory({ points: perSecond, duration: 1 })
  return {
    async take({ organization }) {
      if (organization === null) return
      try {
        await limiter.consume(organization)
      } catch (cause) {
        if (!(cause instanceof RateLimiterRes)) throw cause
        const seconds = Math.max(1, Math.ceil(cause.msBeforeNext / 1_000))
        throw new TooManyRequests(`This server takes ${perSecond} requests of an organization in a second`, seconds)
      }
    },
  }
}
