import type { IncomingMessage } from 'node:http'

import { createCache } from '@rolecall/rules/create-cache'
import pLimit, { type LimitFunction } from 'p-limit'

import type { Step } from '../http/request-state.ts'

/** A body beyond this is read when one of the places of its organization is free; so is one that does not say how large it is. */
export const largeBody = 64 * 1024

/** Large bodies of one organization that may be in memory. */
const places = 4

/** Organizations of which that is known; one that is forgotten has its places anew. */
const remembered = 1_000

/**
 * Reads at most a few large bodies of an organization at a time: the others stay where they are sent from, and whoever sends
 * slowly holds up nobody but themselves.
 */
export function limitLargeBodies(): Step {
  const limits = createCache<LimitFunction>(remembered)
  return ({ state, req }, next) => {
    const { key, route } = state
    if (key === undefined || route?.body === undefined || !isLarge(req)) return next()
    const limit = limits.get(key.organizationId) ?? pLimit(places)
    limits.set(key.organizationId, limit)
    return limit(() => {
      state.gone.throwIfAborted()
      return next()
    })
  }
}

function isLarge({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > largeBody
}
