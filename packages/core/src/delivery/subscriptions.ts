import { change } from '../change/change.ts'
import type { ChangeScope, OperationContext } from '../change/operation-context.ts'
import { pick } from '../access/api-keys.ts'
import {
  beforeAll,
  behindAll,
  isBehind,
  type Place,
  type Subscription,
  type SubscriptionDefinition,
  type SubscriptionKind,
} from '../directory/subscription.ts'
import { ConflictError, UnprocessableError } from '../errors.ts'
import { deepEqual } from '../scim/deep-equal.ts'
import { NotFound, type Issue } from '../scim/errors.ts'
import type { StoreReader } from '../store.ts'

/** So many subscriptions an organization may have, of all kinds. */
const most = 10

/** Those of some kinds. */
export async function listSubscriptions(
  context: OperationContext,
  kinds: readonly SubscriptionKind[],
): Promise<readonly Subscription[]> {
  const all = await context.store.read(context.organizationId).subscriptions.list()
  return all.filter(({ kind }) => kinds.includes(kind))
}

/** Throws NotFound for one of another kind, or of somebody else. */
export async function getSubscription(
  reader: StoreReader,
  kinds: readonly SubscriptionKind[],
  id: string,
): Promise<Subscription> {
  const found = await reader.subscriptions.find(id)
  if (found !== undefined && kinds.includes(found.kind)) return found
  throw new NotFound(`There is no ${nameOf(kinds)} with the id ${id}`)
}

/** Event streams, by which of the two ways whatever. */
export const stream = ['push', 'poll'] as const

function nameOf(kinds: readonly SubscriptionKind[]): string {
  return kinds.includes('webhook') ? 'webhook' : 'event stream'
}

/** What the one who makes it says of a new subscription; it begins with what comes after it. */
export type NewSubscription = Omit<SubscriptionDefinition, 'begin'> & Pick<Subscription, 'id' | 'kind'>

/** Makes a subscription. `issues` is what the caller knows against it. Throws UnprocessableError, ConflictError. */
export function createSubscription(
  context: OperationContext,
  { id, kind, ...definition }: NewSubscription,
  issues: readonly Issue[],
): Promise<Subscription> {
  if (issues.length > 0) throw new UnprocessableError('Events can not be delivered so', issues)
  return change(context, async ({ record, tx }) => {
    const { length } = await tx.subscriptions.list()
    if (length >= most)
      throw new ConflictError('TOO_MANY_SUBSCRIPTIONS', `The organization has ${length}; delete one that nobody needs`)
    const begin = { revision: tx.state.revision, index: behindAll }
    const { created, organizationId } = { created: tx.now, organizationId: context.organizationId }
    const nothing = {
      failures: 0,
      failingSince: null,
      blocked: false,
      wakeAt: null,
      lastError: null,
      deliveredAt: null,
    }
    const whole: Subscription = {
      ...definition,
      ...nothing,
      organizationId,
      id,
      kind,
      created,
      begin,
      cursor: begin,
      state: 'on',
      offReason: null,
    }
    await tx.subscriptions.insert(whole)
    record('SubscriptionCreated', `subscriptions/${id}`, toTold(whole))
    return whole
  })
}

/** What of a subscription may change; what is left out stays. */
export type SubscriptionChange = Partial<
  Pick<Subscription, 'displayName' | 'url' | 'types' | 'secrets' | 'tokens'> & { readonly state: 'on' | 'paused' }
>

/** Changes a subscription from its next delivery on. One that was off is on again by that. Throws NotFound, UnprocessableError. */
export function changeSubscription(
  context: OperationContext,
  kinds: readonly SubscriptionKind[],
  id: string,
  wanted: SubscriptionChange | ((standing: Subscription) => SubscriptionChange),
  issues: readonly Issue[] = [],
): Promise<Subscription> {
  if (issues.length > 0) throw new UnprocessableError('Events can not be delivered so', issues)
  return change(context, async ({ record, tx }) => {
    const standing = await getSubscription(tx, kinds, id)
    const own = typeof wanted === 'function' ? wanted(standing) : wanted
    const changed = { ...standing, ...own, ...(own.state === undefined ? {} : { offReason: null }) }
    const [before, after] = [toTold(standing), toTold(changed)]
    const attributes = Object.keys(after).filter((name) => !deepEqual(before[name] ?? null, after[name] ?? null))
    // Who says that one is on which only fails wants it to try now.
    if (attributes.length === 0 && !(own.state === 'on' && standing.failures > 0)) return standing
    await tx.subscriptions.update(id, changed)
    const [was, is] = [pick(before, attributes), pick(after, attributes)]
    if (attributes.length > 0)
      record('SubscriptionChanged', `subscriptions/${id}`, { attributes, before: was, after: is })
    return (await tx.subscriptions.find(id)) ?? changed
  })
}

/** Delivers again from an event on, that one included; from the first where nothing is said. Throws NotFound. */
export function replay(
  context: OperationContext,
  kinds: readonly SubscriptionKind[],
  id: string,
  from: Place | null,
): Promise<Subscription> {
  return change(context, async ({ record, tx }) => {
    const standing = await getSubscription(tx, kinds, id)
    const cursor = from === null ? beforeAll : { revision: from.revision, index: from.index - 1 }
    await refuseAhead({ tx }, standing, cursor)
    if (isBehind(standing.begin, cursor)) await tx.subscriptions.update(id, { ...standing, begin: cursor })
    await tx.subscriptions.rewind(id, cursor)
    record('EventsReplayed', `subscriptions/${id}`, { from: from === null ? null : `${from.revision}-${from.index}` })
    return getSubscription(tx, kinds, id)
  })
}

/** Nobody goes forward by it: what is not delivered would be lost without a word. */
async function refuseAhead({ tx }: Pick<ChangeScope, 'tx'>, standing: Subscription, cursor: Place): Promise<void> {
  if (!isBehind(cursor, standing.cursor)) return
  const waits = `events are delivered up to ${standing.cursor.revision} only`
  throw new UnprocessableError('There is nothing to deliver again', [
    { path: 'from', message: `the id of an event that was delivered was expected: ${waits} of ${tx.state.revision}` },
  ])
}

/** Ends a subscription at once. Throws NotFound. */
export async function deleteSubscription(
  context: OperationContext,
  kinds: readonly SubscriptionKind[],
  id: string,
): Promise<void> {
  await change(context, async ({ record, tx }) => {
    const standing = await getSubscription(tx, kinds, id)
    await tx.subscriptions.delete(id)
    record('SubscriptionDeleted', `subscriptions/${id}`, { before: toTold(standing) })
  })
}

/** All of a subscription that somebody decides; of its secrets only when they were made. */
function toTold({ displayName, kind, secrets, state, tokens, types, url }: Subscription) {
  const of = tokens === undefined ? {} : { audience: tokens.audience, form: tokens.form }
  const made = secrets.map(({ created, until }) => ({ created, until }))
  return { kind, displayName, url, types, state, secrets: made, ...of } as Readonly<Record<string, Told>>
}

type Told = Parameters<typeof pick>[0][string]
