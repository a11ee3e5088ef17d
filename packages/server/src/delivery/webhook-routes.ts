import { array } from 'valibot'

import { recordEvents } from '@rolecall/core/change/record-events'
import { readReceipts } from '@rolecall/core/delivery/receipts'
import { deleteSubscription, getSubscription, listSubscriptions, replay } from '@rolecall/core/delivery/subscriptions'
import { changeWebhook, createWebhook, rotateWebhook, webhook } from '@rolecall/core/delivery/webhooks'
import { BadRequest, TooManyRequests } from '@rolecall/core/scim/errors'

import { parseEventId } from '../api/cloud-event.ts'
import { jsonBody } from '../api/json-body.ts'
import type { Outbound } from '../outbound/create-outbound.ts'
import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { toTestEvent } from './test-event.ts'
import { deadLettersRoute } from './dead-letters-route.ts'
import { postWebhook } from './send-webhook.ts'
import {
  newWebhookSchema,
  receiptSchema,
  replaySchema,
  testResultSchema,
  toReceiptView,
  toWebhookView,
  webhookChangeSchema,
  webhookInputSchema,
  webhookSchema,
} from './webhook-schema.ts'

const path = '/api/webhooks'
const withSecret = { description: 'The webhook, with its secret for the only time', schema: newWebhookSchema }

/** So many tests of an organization wait for a receiver at a time. */
const mostTests = 3

/** Where events are posted to. */
export function webhookRoutes(outbound: Outbound): readonly Route[] {
  const fewTests = createFewAtATime(mostTests, () => new TooManyRequests('Tests of this organization are under way', 5))
  return [
    defineRoute({
      method: 'GET',
      path,
      operationId: 'listWebhooks',
      summary: 'List the webhooks and how far each is',
      scope: 'organization_read',
      answers: { 200: { description: 'The webhooks, without their secrets', schema: array(webhookSchema) } },
      async handle({ context }) {
        return { status: 200, body: (await listSubscriptions(context, webhook)).map(toWebhookView) }
      },
    }),
    defineRoute({
      method: 'POST',
      path,
      operationId: 'createWebhook',
      summary: 'Create a webhook, which gets what happens from now on',
      scope: 'organization',
      body: jsonBody(webhookInputSchema),
      answers: { 201: withSecret },
      async handle({ body: { displayName, types = null, url }, context }) {
        const issues = outbound.check('url', url)
        const { secret, subscription } = await createWebhook(context, { displayName, types, url }, issues)
        return { status: 201, body: { ...toWebhookView(subscription), secret } }
      },
    }),
    defineRoute({
      method: 'GET',
      path: `${path}/:id`,
      operationId: 'getWebhook',
      summary: 'Read a webhook and how far it is',
      scope: 'organization_read',
      answers: { 200: { description: 'The webhook, without its secret', schema: webhookSchema } },
      async handle({ context: { organizationId, store }, parameter: id }) {
        return { status: 200, body: toWebhookView(await getSubscription(store.read(organizationId), webhook, id)) }
      },
    }),
    defineRoute({
      method: 'PATCH',
      path: `${path}/:id`,
      operationId: 'updateWebhook',
      summary: 'Change a webhook, pause it, or switch it on again',
      scope: 'organization',
      body: jsonBody(webhookChangeSchema),
      answers: { 200: { description: 'The webhook, without its secret', schema: webhookSchema } },
      async handle({ body, context, parameter: id }) {
        const issues = body.url === undefined ? [] : outbound.check('url', body.url)
        return { status: 200, body: toWebhookView(await changeWebhook(context, id, body, issues)) }
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: `${path}/:id`,
      operationId: 'deleteWebhook',
      summary: 'Delete a webhook; nothing more is delivered to it',
      scope: 'organization',
      answers: { 204: { description: 'Deleted' } },
      async handle({ context, parameter: id }) {
        await deleteSubscription(context, webhook, id)
        return { status: 204 }
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/:id/rotate`,
      operationId: 'rotateWebhook',
      summary: 'Give a webhook a new secret; the one that it has signs beside it for a day',
      scope: 'organization',
      answers: { 200: withSecret },
      async handle({ context, parameter: id }) {
        const { secret, subscription } = await rotateWebhook(context, id)
        return { status: 200, body: { ...toWebhookView(subscription), secret } }
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/:id/test`,
      operationId: 'testWebhook',
      summary: 'Deliver a test event at once, and say what came of it',
      scope: 'organization',
      answers: { 200: { description: 'What the receiver answered', schema: testResultSchema } },
      async handle({ aside, context, parameter: id }) {
        const { organizationId, store } = context
        const subscription = await getSubscription(store.read(organizationId), webhook, id)
        const test = toTestEvent(context)
        const outcome = await aside(() =>
          fewTests(organizationId, () => postWebhook(context, outbound, subscription, test)),
        )
        const tested = { type: 'SubscriptionTested', subject: `subscriptions/${id}` } as const
        await recordEvents(context, organizationId, context.cause, [{ ...tested, data: { ...outcome } }])
        const { delivered } = outcome
        return { status: 200, body: { delivered, error: outcome.delivered ? null : outcome.error } }
      },
    }),
    defineRoute({
      method: 'POST',
      path: `${path}/:id/replay`,
      operationId: 'replayWebhook',
      summary: 'Deliver again from an event on, with the same ids; dead letters behind it, too',
      scope: 'organization',
      body: jsonBody(replaySchema),
      answers: { 200: { description: 'The webhook, without its secret', schema: webhookSchema } },
      async handle({ body: { from = null }, context, parameter: id }) {
        const place = from === null ? null : parseEventId(from, 'from')
        return { status: 200, body: toWebhookView(await replay(context, webhook, id, place)) }
      },
    }),
    deadLettersRoute(path, webhook, {
      operationId: 'listDeadLetters',
      summary: 'List the events that were tried for three days and given up',
    }),
    defineRoute({
      method: 'GET',
      path: '/api/receipts',
      operationId: 'listReceipts',
      summary: 'Read which webhooks and event streams have acknowledged an event',
      scope: 'organization_read',
      query: [{ name: 'eventId', description: 'The id of the event in the feed', required: true }],
      answers: { 200: { description: 'One for each webhook and event stream', schema: array(receiptSchema) } },
      async handle({ context, query }) {
        const eventId = new URLSearchParams(query).get('eventId')
        if (eventId === null) throw new BadRequest('eventId must be there: the id of the event in the feed')
        return { status: 200, body: (await readReceipts(context, parseEventId(eventId, 'eventId'))).map(toReceiptView) }
      },
    }),
  ]
}
