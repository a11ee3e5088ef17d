import { isInForce, isOver } from '@rolecall/core/access/authenticate'
import type { StoredEvent } from '@rolecall/core/plugin/event'
import { TooManyRequests, Unauthorized } from '@rolecall/core/scim/errors'

import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import type { RouteRequest } from '../route/route-request.ts'
import { awaitEvents, type AwaitedEvents } from './await-events.ts'
import type { Watch } from './watch.ts'

/** The events after a place as soon as there are any, for a request that has time; none where that has passed. */
export type WaitForEvents = (
  request: Pick<RouteRequest, 'aside' | 'context' | 'key'>,
  awaited: AwaitedEvents,
  seconds: number,
) => Promise<readonly StoredEvent[]>

/** So many requests of an organization may wait. */
const mostWaiting = 20

async function isStanding(
  { now, organizationId, store }: RouteRequest['context'],
  { id, kind }: RouteRequest['key'],
): Promise<boolean> {
  if (kind === 'platform') {
    const platformKey = await store.platform.findKey(id)
    return platformKey !== undefined && !isOver(platformKey, now())
  }
  const key = await store.read(organizationId).keys.find(id)
  return key !== undefined && isInForce(key, now())
}

/** Waits without keeping the turn. A key that has ended meanwhile is told nothing any more. */
export function createWaitForEvents(watch: Watch): WaitForEvents {
  const fewWait = createFewAtATime(
    mostWaiting,
    () =>
      new TooManyRequests(
        `${mostWaiting} requests of this organization wait for events; let one follow them for all`,
        5,
      ),
  )
  return ({ aside, context, key }, awaited, seconds) =>
    fewWait(context.organizationId, async () => {
      const until = AbortSignal.any([
        AbortSignal.timeout(seconds * 1_000),
        ...(context.gone === undefined ? [] : [context.gone.signal]),
      ])
      const events = await aside(() => awaitEvents(context.store, watch, awaited, until))
      if (await isStanding(context, key)) return events
      throw new Unauthorized('The key has ended while the request waited')
    })
}
