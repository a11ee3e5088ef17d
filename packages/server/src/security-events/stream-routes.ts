import { array } from 'valibot'

import { isInForce } from '@rolecall/core/access/authenticate'
import { changeStream, createStream } from '@rolecall/core/delivery/streams'
import {
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  replay,
  stream,
} from '@rolecall/core/delivery/subscriptions'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { TooManyRequests, Unauthorized } from '@rolecall/core/scim/errors'

import { parseEventId } from '../api/cloud-event.ts'
import { jsonBody } from '../api/json-body.ts'
import { deadLettersRoute } from '../delivery/dead-letters-route.ts'
import { replaySchema } from '../delivery/webhook-schema.ts'
import type { Watch } from '../feed/watch.ts'
import type { Outbound } from '../outbound/create-outbound.ts'
import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import { definePublicRoute, defineRoute, type PublicRoute, type Route } from '../route/route.ts'
import { makeToken, toTokenId } from './make-token.ts'
import { acknowledgeAll, awaitUnacknowledged, readPolled, toAcknowledgements } from './poll-stream.ts'
import type { SigningKeys } from './signing-keys.ts'
import { streamPath as path } from './stream-path.ts'
import {
  keySetSchema,
  polledSchema,
  pollSchema,
  streamChangeSchema,
  streamInputSchema,
  streamSchema,
  toStreamView,
} from './stream-schema.ts'

/** The most tokens that one poll is answered with, and those where a receiver says nothing. */
const most = 100

/** How long a poll waits, in milliseconds, and how many of an organization may. */
const longestWait = 30_000
const mostWaiting = 20

/** The keys that tokens are verified with, for everybody: the same for all organizations. */
export const keyRoutes = (keys: SigningKeys): readonly PublicRoute[] => [
  definePublicRoute({
    method: 'GET',
    path: '/.well-known/jwks.json',
    operationId: 'getKeySet',
    summary: 'The public keys that security event tokens are signed with (RFC 7517)',
    scope: null,
    answers: { 200: { description: 'The key of now, the one before it and the next one', schema: keySetSchema } },
    async handle() {
      return { status: 200, headers: { 'Cache-Control': 'public, max-age=3600' }, body: { keys: await keys.publish() } }
    },
  }),
]

/** Security event tokens of provisioning (RFC 9967), by poll (RFC 8936) and push (RFC 8935). */
export function streamRoutes(
  services: OperationServices,
  keys: SigningKeys,
  outbound: Pick<Outbound, 'check'>,
  watch: Watch,
): readonly Route[] {
  const busy = (): Error =>
    new TooManyRequests(`${mostWaiting} polls of this organization wait; let one poll at a time`, 5)
  const fewWait = createFewAtATime(mostWaiting, busy)
  return [
    defineRoute({
      method: 'GET',
      path,
      operationId: 'listEventStreams',
      summary: 'List the event streams and how far each is',
      scope: 'organization_read',
      answers: { 200: { description: 'The streams', schema: array(streamSchema) } },
      async handle({ context }) {
        return { status: 200, body: (await listSubscriptions(context, stream)).map(toStreamView) }
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      operationId: 'createEventStream',
      summary: 'Create a stream of security event tokens of what happens from now on',
      scope: 'organization',
      body: jsonBody(streamInputSchema),
      answers: { 201: { description: 'The stream', schema: streamSchema } },
      async handle({ body, context, origin: issuer }) {
        const { authorization = null, events = ['prov' as const], form = 'notice', url = null, ...others } = body
        const input = { ...others, authorization, events, form, url, issuer }
        const made = await createStream(context, input, url === null ? [] : outbound.check('url', url))
        return { status: 201, body: toStreamView(made) }
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/:id`,
      operationId: 'getEventStream',
      summary: 'Read an event stream and how far it is',
      scope: 'organization_read',
      answers: { 200: { description: 'The stream', schema: streamSchema } },
      async handle({ context: { organizationId, store }, parameter: id }) {
        return { status: 200, body: toStreamView(await getSubscription(store.read(organizationId), stream, id)) }
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/:id`,
      operationId: 'updateEventStream',
      summary: 'Change an event stream, pause it, or switch it on again',
      scope: 'organization',
      body: jsonBody(streamChangeSchema),
      answers: { 200: { description: 'The stream', schema: streamSchema } },
      async handle({ body, context, parameter: id }) {
        const issues = body.url === undefined ? [] : outbound.check('url', body.url)
        return { status: 200, body: toStreamView(await changeStream(context, id, body, issues)) }
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:id`,
      operationId: 'deleteEventStream',
      summary: 'Delete an event stream',
      scope: 'organization',
      answers: { 204: { description: 'Deleted' } },
      async handle({ context, parameter: id }) {
        await deleteSubscription(context, stream, id)
        return { status: 204 }
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/:id/replay`,
      operationId: 'replayEventStream',
      summary: 'Deliver again from an event on, with the same ids',
      scope: 'organization',
      body: jsonBody(replaySchema),
      answers: { 200: { description: 'The stream', schema: streamSchema } },
      async handle({ body: { from = null }, context, parameter: id }) {
        const place = from === null ? null : parseEventId(from, 'from')
        return { status: 200, body: toStreamView(await replay(context, stream, id, place)) }
      },
    }),
    deadLettersRoute(path, stream, {
      operationId: 'listDeadTokens',
      summary:
        'List the events whose tokens the receiver could not take, or that were tried for three days and given up',
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/:id/poll`,
      operationId: 'pollEventStream',
      summary: 'Acknowledge security event tokens and get the next ones (RFC 8936)',
      scope: 'organization_read',
      body: jsonBody(pollSchema, 256 * 1024),
      answers: { 200: { description: 'Tokens by their ids', schema: polledSchema } },
      async handle({ aside, body, context, key, parameter: id }) {
        const { organizationId, store } = context
        const read = () => getSubscription(store.read(organizationId), ['poll'], id)
        const asked = await read()
        await acknowledgeAll(context, asked, toAcknowledgements(asked, body))
        const limit = Math.min(body.maxEvents ?? most, most)
        let polled = await readPolled(context, await read(), limit)
        const mayWait = body.returnImmediately !== true && limit > 0 && key.kind !== 'person' && asked.state === 'on'
        if (polled.events.length === 0 && mayWait) {
          const until = AbortSignal.any([
            AbortSignal.timeout(longestWait),
            ...(context.gone === undefined ? [] : [context.gone.signal]),
          ])
          polled = await aside(() =>
            fewWait(organizationId, () => awaitUnacknowledged(context, watch, read, limit, until)),
          )
          const standing = await store.read(organizationId).keys.find(key.id)
          if (standing === undefined || !isInForce(standing, context.now()))
            throw new Unauthorized('The key has ended while the request waited')
        }
        const subscription = await read()
        const sets: Record<string, string> = {}
        for (const event of polled.events) {
          const token = await makeToken(services, keys, subscription, event)
          if (token !== undefined) sets[toTokenId(subscription, event)] = token
        }
        return { status: 200, body: { sets, moreAvailable: polled.more } }
      },
    }),
  ]
}
