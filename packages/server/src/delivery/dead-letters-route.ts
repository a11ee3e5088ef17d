import { array } from 'valibot'

import { getSubscription } from '@rolecall/core/delivery/subscriptions'
import type { SubscriptionKind } from '@rolecall/core/directory/subscription'

import { parseEventId } from '../api/cloud-event.ts'
import { pageParameters, parsePage, toPageAnswer } from '../api/page.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { deadLetterSchema, toDeadLetterView, toEventId } from './webhook-schema.ts'

/** What was given up at a webhook or an event stream. `path` is where those are. */
export function deadLettersRoute(
  path: string,
  kinds: readonly SubscriptionKind[],
  { operationId, summary }: { readonly operationId: string; readonly summary: string },
): Route {
  return defineRoute({
    method: 'GET',
    path: `${path}/:id/dead-letters`,
    operationId,
    summary,
    scope: 'organization_read',
    query: pageParameters,
    answers: { 200: { description: 'A page, the oldest first', schema: array(deadLetterSchema) } },
    async handle(request) {
      const { context, parameter: id, query } = request
      const page = parsePage(query)
      const reader = context.store.read(context.organizationId)
      await getSubscription(reader, kinds, id)
      const after = page.after === null ? null : parseEventId(page.after, 'after')
      const found = await reader.subscriptions.listDeliveries(id, 'dead', after, page.limit)
      const last = found.at(-1)
      const end = last === undefined ? undefined : toEventId(last)
      const here = `${path}/${encodeURIComponent(id)}/dead-letters`
      return toPageAnswer(request, here, page, found.map(toDeadLetterView), end)
    },
  })
}
