import { isInForce } from '@rolecall/core/access/authenticate'
import type { StoredEvent } from '@rolecall/core/plugin/event'
import { BadRequest, TooManyRequests, Unauthorized } from '@rolecall/core/scim/errors'
import { array, literal, looseObject, object, optional, string } from 'valibot'

import { awaitEvents, type AwaitedEvents } from '../feed/await-events.ts'
import type { Watch } from '../feed/watch.ts'
import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import { wholeNumber } from '../route/parameter-schemas.ts'
import type { RouteRequest } from '../route/route-request.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { parseEventId, toCloudEvent } from './cloud-event.ts'
import { limitSchema, maxPageSize, parseLimit } from './page.ts'

const path = '/api/events'
const mediaType = 'application/cloudevents-batch+json'

/** The longest that a request waits, in seconds: proxies cut connections that are silent for a minute. */
const longestWait = 30

/** So many requests of an organization may wait. */
const mostWaiting = 20

const cloudEventSchema = object({
  specversion: literal('1.0'),
  id: string(),
  source: string(),
  type: string(),
  subject: string(),
  time: string(),
  datacontenttype: literal('application/json'),
  causekind: string(),
  causerequestid: optional(string()),
  causekeyid: optional(string()),
  data: looseObject({}),
})

/** The feed of events, in their strict order: ask again with the id of the last one seen. */
export function eventRoutes(watch: Watch): readonly Route[] {
  const fewWait = createFewAtATime(
    mostWaiting,
    () =>
      new TooManyRequests(
        `${mostWaiting} requests of this organization wait for events; let one follow them for all`,
        5,
      ),
  )
  return [
    defineRoute({
      method: 'GET',
      path,
      operationId: 'listEvents',
      summary: 'Read the events after the last one seen',
      scope: 'organization_read',
      query: [
        { name: 'lastEventId', description: 'The id of the last event seen; without it from the first' },
        { name: 'limit', description: `The most events to answer, at most ${maxPageSize}`, schema: limitSchema },
        {
          name: 'wait',
          description: `Where there are none, how long to wait for some, in seconds, at most ${longestWait}`,
          schema: wholeNumber({ minimum: 0, maximum: longestWait }),
        },
      ],
      answers: {
        200: { description: 'Events, oldest first', schema: array(cloudEventSchema), mediaTypes: [mediaType] },
      },
      async handle(request) {
        const { context, key, query, origin } = request
        const { organizationId, store } = context
        const parameters = new URLSearchParams(query)
        const lastEventId = parameters.get('lastEventId')
        const limit = parseLimit(parameters.get('limit'))
        const after = lastEventId === null || lastEventId === '' ? null : parseEventId(lastEventId)
        const asked = parseWait(parameters.get('wait'))
        // A person who has signed in is let in request by request.
        const seconds = key.kind === 'person' ? 0 : asked
        const there = await store.read(organizationId).events.list(after, limit)
        const found =
          there.length > 0 || seconds === 0
            ? there
            : await fewWait(organizationId, () => waitAside(request, watch, { organizationId, after, limit }, seconds))
        const events = found.map((event) => toCloudEvent(organizationId, event))
        const last = events.at(-1)
        const next =
          last === undefined || events.length < limit ? undefined : `${path}?limit=${limit}&lastEventId=${last.id}`
        return {
          status: 200,
          type: mediaType,
          headers: next === undefined ? {} : { Link: `<${origin}${next}>; rel="next"` },
          body: events,
        }
      },
    }),
  ]
}

/** Waits without keeping the turn. A key that has ended meanwhile is told nothing any more. */
async function waitAside(
  { aside, context, key }: RouteRequest,
  watch: Watch,
  awaited: AwaitedEvents,
  seconds: number,
): Promise<readonly StoredEvent[]> {
  const until = AbortSignal.any([
    AbortSignal.timeout(seconds * 1_000),
    ...(context.gone === undefined ? [] : [context.gone]),
  ])
  const events = await aside(() => awaitEvents(context.store, watch, awaited, until))
  const standing = await context.store.read(context.organizationId).keys.find(key.id)
  if (standing !== undefined && isInForce(standing, context.now())) return events
  throw new Unauthorized('The key has ended while the request waited')
}

function parseWait(text: string | null): number {
  if (text === null) return 0
  if (/^\d{1,2}$/.test(text) && Number(text) <= longestWait) return Number(text)
  throw new BadRequest(`wait must be a whole number of seconds from 0 to ${longestWait}`)
}
