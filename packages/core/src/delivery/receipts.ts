import type { OperationContext } from '../change/operation-context.ts'
import { isBehind, isWanted, type Delivery, type Place, type Subscription } from '../directory/subscription.ts'
import { NotFound } from '../scim/errors.ts'

/** What has become of one event at one subscriber. */
export interface Receipt {
  readonly subscription: Subscription
  /** `ahead`: its turn has not come yet; `none`: the subscriber does not get it. */
  readonly state: 'acknowledged' | 'waiting' | 'dead' | 'ahead' | 'none'
  /** Where it waits or is dead. */
  readonly delivery: Delivery | null
}

/** Which subscribers have acknowledged an event: by how far each is, and what it has left behind. Throws NotFound. */
export async function readReceipts(context: OperationContext, place: Place): Promise<readonly Receipt[]> {
  const reader = context.store.read(context.organizationId)
  const [[event], subscriptions, deliveries] = await Promise.all([
    reader.events.list({ revision: place.revision, index: place.index - 1 }, 1),
    reader.subscriptions.list(),
    reader.subscriptions.listDeliveriesOf(place),
  ])
  if (event?.revision !== place.revision || event.index !== place.index)
    throw new NotFound(`There is no event with the id ${place.revision}-${place.index}`)
  return subscriptions.map((subscription) => {
    const delivery = deliveries.find(({ subscriptionId }) => subscriptionId === subscription.id) ?? null
    return { subscription, delivery, state: delivery?.state ?? toState(subscription, place, event.type) }
  })
}

function toState({ begin, cursor, types }: Subscription, place: Place, type: string): Receipt['state'] {
  if (!isBehind(place, begin) || !isWanted({ types }, { type })) return 'none'
  return isBehind(place, cursor) ? 'ahead' : 'acknowledged'
}
