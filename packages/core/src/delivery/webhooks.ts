import type { OperationContext } from '../change/operation-context.ts'
import { checkUrl } from '../access/issuer.ts'
import { feedEventTypes } from '../directory/feed-event-types.ts'
import type { Subscription } from '../directory/subscription.ts'
import type { Issue } from '../scim/errors.ts'
import { createSigningSecret, withSuccessor } from './signing-secrets.ts'
import { changeSubscription, createSubscription, type SubscriptionChange } from './subscriptions.ts'

/** What a subscription of this room is to its owner. */
export const webhook = ['webhook'] as const

/** What somebody says about a new webhook. */
export interface WebhookInput {
  readonly displayName: string
  readonly url: string
  /** `null` for all. */
  readonly types: readonly string[] | null
}

/** A webhook with its secret, which is shown once. */
export interface IssuedWebhook {
  readonly subscription: Subscription
  readonly secret: string
}

/** Makes a webhook, which gets what happens from now on. `more` is what the caller knows against it. Throws UnprocessableError, ConflictError. */
export async function createWebhook(
  context: OperationContext,
  { displayName, types, url }: WebhookInput,
  more: readonly Issue[] = [],
): Promise<IssuedWebhook> {
  const id = context.newId()
  const issues = [...checkUrl('url', url), ...checkTypes(types), ...more]
  const owner = { organizationId: context.organizationId, id }
  const { secret, stored } = createSigningSecret(context, owner)
  const definition = { id, kind: 'webhook', displayName, url, types, secrets: [stored] } as const
  return { subscription: await createSubscription(context, definition, issues), secret }
}

/** Changes a webhook from its next delivery on. Throws NotFound, UnprocessableError. */
export function changeWebhook(
  context: OperationContext,
  id: string,
  wanted: Pick<SubscriptionChange, 'displayName' | 'types' | 'state'> & { readonly url?: string },
  more: readonly Issue[] = [],
): Promise<Subscription> {
  const ofUrl = wanted.url === undefined ? [] : checkUrl('url', wanted.url)
  return changeSubscription(context, webhook, id, wanted, [...ofUrl, ...checkTypes(wanted.types ?? null), ...more])
}

/** Gives a webhook a new secret; the one that it has signs beside it for a day. Throws NotFound, UnprocessableError. */
export async function rotateWebhook(context: OperationContext, id: string): Promise<IssuedWebhook> {
  const { secret, stored } = createSigningSecret(context, { organizationId: context.organizationId, id })
  const subscription = await changeSubscription(context, webhook, id, ({ secrets }) => ({
    secrets: withSuccessor(secrets, stored),
  }))
  return { subscription, secret }
}

/** Every type that the feed does not know. */
export function checkTypes(types: readonly string[] | null): readonly Issue[] {
  if (types?.length === 0)
    return [{ path: 'types', message: 'at least one type of event was expected; leave it out for all' }]
  return (types ?? []).flatMap((type, index) =>
    feedEventTypes.includes(type)
      ? []
      : [{ path: `types[${index}]`, message: `"${type}" is no type of event; those that there are: docs/events.md` }],
  )
}
