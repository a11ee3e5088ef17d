import { array, boolean, object, string } from 'valibot'

import { isOver } from '@rolecall/core/access/authenticate'
import { toOwnId } from '@rolecall/core/directory/organization'
import type { FoundDeletion, FoundEvent } from '@rolecall/core/directory/platform-feed'
import { checkCursor, feedBegin, findFeedEnd, type PlatformCursor } from '@rolecall/core/platform/read-feed'
import { TooManyRequests, Unauthorized } from '@rolecall/core/scim/errors'

import { cloudEventSchema, toCloudEvent } from '../api/cloud-event.ts'
import { limitSchema, maxPageSize, parseLimit } from '../api/page.ts'
import { readWait, waitParameter } from '../feed/wait-parameter.ts'
import type { Watch } from '../feed/watch.ts'
import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import type { PlatformRequest } from '../route/route-request.ts'
import { definePlatformRoute, type PlatformRoute } from '../route/route.ts'
import { awaitFeed } from './await-feed.ts'
import { formatPlatformCursor, parsePlatformCursor } from './feed-cursor-text.ts'
import type { NoteFeed } from './note-feed.ts'
import { platformPath } from './platform-path.ts'

/** So many requests may wait. */
const mostWaiting = 20

const feedSchema = object({
  cursor: string(),
  more: boolean(),
  events: array(object({ ...cloudEventSchema.entries, organization: string() })),
})

/** The events of all organizations, in one order. */
export function feedRoutes(watch: Watch, noteFeed: NoteFeed): readonly PlatformRoute[] {
  const fewWait = createFewAtATime(
    mostWaiting,
    () => new TooManyRequests(`${mostWaiting} requests wait for events already; let one follow them for all`, 5),
  )

  async function readCursor({ query, services }: PlatformRequest): Promise<PlatformCursor> {
    const text = new URLSearchParams(query).get('after') ?? ''
    if (text === '') return feedBegin
    if (text !== 'end') {
      const cursor = parsePlatformCursor(text)
      await checkCursor(services, cursor)
      return cursor
    }
    await noteFeed()
    return findFeedEnd(services)
  }

  return [
    definePlatformRoute({
      method: 'GET',
      path: `${platformPath}/events`,
      operationId: 'listPlatformEvents',
      summary: 'Read the events of all organizations after a cursor; those of each organization come in their order',
      scope: 'platform',
      query: [
        {
          name: 'after',
          description:
            'The `cursor` of the answer before; `end` for where the feed ends now; without it from the beginning',
        },
        { name: 'limit', description: `The most events to answer, at most ${maxPageSize}`, schema: limitSchema },
        waitParameter,
      ],
      answers: { 200: { description: 'Events, and the cursor to go on from', schema: feedSchema } },
      async handle(request) {
        const { aside, gone, key, query, services } = request
        const limit = parseLimit(new URLSearchParams(query).get('limit'))
        const seconds = readWait(request)
        const after = await readCursor(request)
        const read = (until: AbortSignal) =>
          awaitFeed({ store: services.store, noteFeed, watch }, { after, limit }, until)
        if (seconds === 0) return toAnswer(await read(AbortSignal.abort()))
        return fewWait('', async () => {
          const page = await aside(() => read(AbortSignal.any([AbortSignal.timeout(seconds * 1_000), gone.signal])))
          const standing = await services.store.platform.findKey(key.id)
          if (standing !== undefined && !isOver(standing, services.now())) return toAnswer(page)
          throw new Unauthorized('The key has ended while the request waited')
        })
      },
    }),
  ]
}

function toAnswer({ cursor, events, more }: Awaited<ReturnType<typeof awaitFeed>>) {
  return {
    status: 200,
    body: {
      cursor: formatPlatformCursor(cursor),
      more,
      events: events.map((found) => ('deletion' in found ? toDeletionView(found) : toView(found))),
    },
  }
}

function toDeletionView({ deletion: { cause, data, id, subject, time, type } }: FoundDeletion) {
  const source = `/${subject}`
  return {
    specversion: '1.0',
    id,
    source,
    type,
    subject,
    time,
    datacontenttype: 'application/json',
    causekind: cause.kind,
    ...(cause.requestId === null ? {} : { causerequestid: cause.requestId }),
    data,
    organization: String(data['id']),
  }
}

function toView({ event, externalId, organizationId }: FoundEvent) {
  return { ...toCloudEvent(organizationId, event), organization: toOwnId({ id: organizationId, externalId }) }
}
