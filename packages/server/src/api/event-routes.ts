import { array } from 'valibot'

import type { WaitForEvents } from '../feed/wait-for-events.ts'
import { readWait, waitParameter } from '../feed/wait-parameter.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { cloudEventSchema, parseEventId, toCloudEvent } from './cloud-event.ts'
import { limitSchema, maxPageSize, parseLimit } from './page.ts'

const path = '/api/events'
const mediaType = 'application/cloudevents-batch+json'

/** The feed of events, in their strict order: ask again with the id of the last one seen. */
export function eventRoutes(waitForEvents: WaitForEvents): readonly Route[] {
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
        waitParameter,
      ],
      answers: {
        200: { description: 'Events, oldest first', schema: array(cloudEventSchema), mediaTypes: [mediaType] },
      },
      async handle(request) {
        const { context, query, origin } = request
        const { organizationId, store } = context
        const parameters = new URLSearchParams(query)
        const lastEventId = parameters.get('lastEventId')
        const limit = parseLimit(parameters.get('limit'))
        const after = lastEventId === null || lastEventId === '' ? null : parseEventId(lastEventId)
        const seconds = readWait(request)
        const there = await store.read(organizationId).events.list(after, limit)
        const found =
          there.length > 0 || seconds === 0
            ? there
            : await waitForEvents(request, { organizationId, after, limit }, seconds)
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
