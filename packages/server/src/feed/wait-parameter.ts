import { BadRequest } from '@rolecall/core/scim/errors'

import { wholeNumber } from '../route/parameter-schemas.ts'
import type { RouteRequest } from '../route/route-request.ts'
import type { Parameter } from '../route/route.ts'

/** The longest that a request waits, in seconds: proxies cut connections that are silent for a minute. */
const longestWait = 30

export const waitParameter: Parameter = {
  name: 'wait',
  description: `Where there are none, how long to wait for some, in seconds, at most ${longestWait}`,
  schema: wholeNumber({ minimum: 0, maximum: longestWait }),
}

/** How many seconds a request may wait. Throws BadRequest. */
export function readWait({ key, query }: Pick<RouteRequest, 'key' | 'query'>): number {
  const text = new URLSearchParams(query).get('wait') ?? '0'
  if (!/^\d{1,2}$/.test(text) || Number(text) > longestWait)
    throw new BadRequest(`wait must be a whole number of seconds from 0 to ${longestWait}`)
  // A person who has signed in is let in request by request.
  return key.kind === 'person' ? 0 : Number(text)
}
