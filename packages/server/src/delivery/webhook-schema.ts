import { array, boolean, exactOptional, nullable, number, object, picklist, strictObject, string } from 'valibot'

import type { Receipt } from '@rolecall/core/delivery/receipts'
import { behindAll, type Delivery, type Place, type Subscription } from '@rolecall/core/directory/subscription'

import { text } from '../api/text-schema.ts'

/** How far a subscription is, and what is wrong with it. */
export const progressSchema = {
  state: picklist(['on', 'paused', 'off']),
  offReason: nullable(picklist(['failing', 'gone', 'refused'])),
  lastEventId: string(),
  failures: number(),
  failingSince: nullable(string()),
  nextAttempt: nullable(string()),
  lastError: nullable(string()),
  lastDelivery: nullable(string()),
  created: string(),
}

const webhook = {
  id: string(),
  displayName: string(),
  url: string(),
  types: nullable(array(string())),
  secrets: array(object({ created: string(), until: nullable(string()) })),
  ...progressSchema,
}

/** A webhook without its secret. `lastEventId` is how far it is in the feed; what of that is not acknowledged waits or is dead. */
export const webhookSchema = object(webhook)

/** A webhook with its secret, shown once. */
export const newWebhookSchema = object({ ...webhook, secret: string() })

/** A webhook to be made. `types` are the types of events that it gets; without them all. */
export const webhookInputSchema = strictObject({
  displayName: text,
  url: text,
  types: exactOptional(nullable(array(text))),
})

/** What of a webhook may change; what is left out stays. `state: "on"` switches one on again that was paused or off. */
export const webhookChangeSchema = strictObject({
  displayName: exactOptional(text),
  url: exactOptional(text),
  types: exactOptional(nullable(array(text))),
  state: exactOptional(picklist(['on', 'paused'])),
})

/** What a test event came to. */
export const testResultSchema = object({ delivered: boolean(), error: nullable(string()) })

/** From which event on everything is delivered again, that one included; without it from the first. */
export const replaySchema = strictObject({ from: exactOptional(nullable(text)) })

/** An event that was given up. */
export const deadLetterSchema = object({
  eventId: string(),
  about: string(),
  attempts: number(),
  failedAt: nullable(string()),
  error: nullable(string()),
})

/** What has become of an event at one webhook or event stream. */
export const receiptSchema = object({
  subscription: string(),
  kind: picklist(['webhook', 'push', 'poll']),
  displayName: string(),
  state: picklist(['acknowledged', 'waiting', 'dead', 'ahead', 'none']),
  attempts: nullable(number()),
  nextAttempt: nullable(string()),
  error: nullable(string()),
})

export function toEventId({ index, revision }: Place): string {
  return `${revision}-${index < 0 ? 0 : Math.min(index, behindAll)}`
}

export function toProgressView(subscription: Subscription) {
  const { created, cursor, deliveredAt, failingSince, failures, lastError, offReason, state, wakeAt } = subscription
  return {
    state,
    offReason,
    lastEventId: toEventId(cursor),
    failures,
    failingSince,
    nextAttempt: wakeAt,
    lastError,
    lastDelivery: deliveredAt,
    created,
  }
}

export function toWebhookView(subscription: Subscription) {
  const { displayName, id, secrets, types, url } = subscription
  const made = secrets.map(({ created, until }) => ({ created, until }))
  return { id, displayName, url: url ?? '', types, secrets: made, ...toProgressView(subscription) }
}

export function toDeadLetterView({ attempts, error, failedAt, lane, ...place }: Delivery) {
  return { eventId: toEventId(place), about: lane, attempts, failedAt, error }
}

export function toReceiptView({ delivery, state, subscription: { displayName, id, kind } }: Receipt) {
  const { attempts = null, dueAt = null, error = null } = delivery ?? {}
  return {
    subscription: id,
    kind,
    displayName,
    state,
    attempts,
    error,
    nextAttempt: delivery?.state === 'waiting' ? dueAt : null,
  }
}
