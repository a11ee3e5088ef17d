import { openSecrets } from '@rolecall/core/delivery/signing-secrets'
import type { Outcome } from '@rolecall/core/delivery/outcome'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { Subscription } from '@rolecall/core/directory/subscription'
import type { StoredEvent } from '@rolecall/core/plugin/event'
import { Webhook } from 'standardwebhooks'

import { toCloudEvent, type CloudEvent } from '../api/cloud-event.ts'
import type { Outbound } from '../outbound/create-outbound.ts'
import { toOutcome, unreachable } from './to-outcome.ts'

type WebhookServices = Pick<OperationServices, 'connectionKey' | 'now'>

/** The id of a delivery: the same in every attempt and after every crash, so that a receiver can drop what it has. */
export function toDeliveryId(
  organizationId: string,
  { index, revision }: Pick<StoredEvent, 'index' | 'revision'>,
): string {
  return `evt_${organizationId}_${revision}-${index}`
}

/** Posts an event as the feed has it, signed with every secret that is live (Standard Webhooks). */
export async function sendWebhook(
  services: WebhookServices,
  outbound: Pick<Outbound, 'post'>,
  subscription: Subscription,
  event: StoredEvent,
): Promise<Outcome> {
  const { organizationId } = subscription
  return postWebhook(services, outbound, subscription, {
    id: toDeliveryId(organizationId, event),
    event: toCloudEvent(organizationId, event),
  })
}

export async function postWebhook(
  services: WebhookServices,
  outbound: Pick<Outbound, 'post'>,
  subscription: Subscription,
  { event, id }: { readonly id: string; readonly event: CloudEvent },
): Promise<Outcome> {
  const secrets = openSecrets(services, subscription)
  if (secrets.length === 0 || subscription.url === null)
    return { delivered: false, error: 'the secret can not be opened: sso.secret of this server is another one' }
  const body = JSON.stringify(event)
  const time = new Date(services.now())
  const headers = {
    'content-type': 'application/cloudevents+json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(time.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, time, body)).join(' '),
  }
  try {
    return toOutcome(await outbound.post(subscription.url, { headers, body }), services.now())
  } catch {
    return unreachable
  }
}
