import { deleteSubscription, listSubscriptions, replay } from '@rolecall/core/delivery/subscriptions'
import { changeWebhook, createWebhook, rotateWebhook, webhook } from '@rolecall/core/delivery/webhooks'
import { parseEventId } from '@rolecall/server/api/cloud-event'
import { toWebhookView } from '@rolecall/server/delivery/webhook-schema'
import { createOutbound } from '@rolecall/server/outbound/create-outbound'

import { colorsFor } from '../output/colors.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { withOrganization } from './with-organization.ts'

/** As commander has parsed them. */
export interface WebhookFlags {
  readonly organization?: string
  readonly database?: string
  readonly config?: string
  readonly json?: true
}

export interface WebhookCreateFlags extends WebhookFlags {
  readonly name?: string
  readonly type?: readonly string[]
}

export interface ReplayFlags extends WebhookFlags {
  readonly from?: string
}

export async function createNewWebhook(url: string, flags: WebhookCreateFlags): Promise<void> {
  const { secret, subscription } = await withOrganization(flags, (context, { outbound }) => {
    const input = { displayName: flags.name ?? 'Webhook', url, types: flags.type ?? null }
    return createWebhook(context, input, createOutbound(outbound).check('url', url))
  })
  if (flags.json) return printJson({ ...toWebhookView(subscription), secret })
  await print(`The webhook ${subscription.id} gets what happens from now on. It is signed with`)
  await printSecret(secret)
}

export async function listAllWebhooks(flags: WebhookFlags): Promise<void> {
  const found = await withOrganization(flags, (context) => listSubscriptions(context, webhook))
  const webhooks = found.map(toWebhookView)
  if (flags.json) return printJson(webhooks)
  if (webhooks.length === 0) return print('There is no webhook yet; make one with: rolecall webhook create URL')
  const rows = webhooks.map(({ displayName, id, lastDelivery, lastError, lastEventId, offReason, state, url }) => [
    id,
    displayName,
    url,
    offReason === null ? state : `${state}: ${offReason}`,
    lastEventId,
    lastDelivery ?? 'never',
    lastError ?? '',
  ])
  await printTable(['id', 'name', 'url', 'state', 'event', 'last delivery', 'last error'], rows)
}

export async function setWebhookState(id: string, state: 'on' | 'paused', flags: WebhookFlags): Promise<void> {
  const changed = await withOrganization(flags, (context) => changeWebhook(context, id, { state }))
  if (flags.json) return printJson(toWebhookView(changed))
  await print(state === 'on' ? `The webhook ${id} is on` : `The webhook ${id} is paused; events wait in the log`)
}

export async function rotateOneWebhook(id: string, flags: WebhookFlags): Promise<void> {
  const { secret, subscription } = await withOrganization(flags, (context) => rotateWebhook(context, id))
  if (flags.json) return printJson({ ...toWebhookView(subscription), secret })
  await printSecret(secret)
  await print('The one before it signs, too, for a day')
}

export async function replayWebhook(id: string, flags: ReplayFlags): Promise<void> {
  const from = flags.from === undefined ? null : parseEventId(flags.from, '--from')
  const changed = await withOrganization(flags, (context) => replay(context, webhook, id, from))
  if (flags.json) return printJson(toWebhookView(changed))
  await print(`The webhook ${id} gets everything again from ${flags.from ?? 'the first event'} on`)
}

export async function deleteWebhook(id: string, flags: WebhookFlags): Promise<void> {
  await withOrganization(flags, (context) => deleteSubscription(context, webhook, id))
  if (flags.json) return printJson({ id, deleted: true })
  await print(`The webhook ${id} is deleted`)
}

async function printSecret(secret: string): Promise<void> {
  const { bold, yellow } = colorsFor(process.stdout)
  await print(bold(secret))
  await print(yellow('Keep it now: it is shown once and nobody can read it again.'))
}
