import { change } from '../change/change.ts'
import type { OperationServices } from '../change/operation-context.ts'
import type { Subscription } from '../directory/subscription.ts'
import { Tolerances } from '../scim/tolerance.ts'
import type { DueAt, SubscriptionKey } from '../store/subscriptions.ts'
import { deliverRound, type DeliveryOptions, type Round } from './deliver-round.ts'
import { claimMilliseconds, clockTolerance, later, longestWake } from './pauses.ts'

export interface AttendOptions extends Omit<DeliveryOptions, 'services'> {
  readonly services: OperationServices
  /** Calls `renew` from time to time until the function that it answers is called. */
  readonly keepRenewing: (renew: () => Promise<void>) => () => void
  /** Told of each round. */
  readonly onRound: (subscription: Subscription, round: Round) => void
}

/** Now, and the bounds beyond which an instant is one of a clock that was wrong. */
export function toDueAt(now: string): DueAt {
  return { now, latestClaim: later(now, claimMilliseconds + clockTolerance), latestWake: later(now, longestWake) }
}

/**
 * Delivers to a subscription what there is to deliver, where nobody else does. Each round is saved with the end of its claim: a
 * process that ends before leaves the claim, which ends by itself, and what it has delivered comes again with the same id.
 */
export async function attend(key: SubscriptionKey, options: AttendOptions): Promise<void> {
  for (let more = true; more && !options.isStopped();) {
    const claim = await claimOf(key, options)
    if (claim === undefined) return
    const { end, isLost, subscription, token } = claim
    const { services } = options
    const isStopped = (): boolean => options.isStopped() || isLost()
    const round = await deliverRound(subscription, { ...options, isStopped }).finally(end)
    const saved = await services.store.subscriptions.save(key, token, round.progress)
    if (!saved) return
    options.onRound(subscription, round)
    if (round.off !== null) return switchOff(services, subscription, round)
    more = round.more
  }
}

async function claimOf(key: SubscriptionKey, { keepRenewing, services }: AttendOptions) {
  const { subscriptions } = services.store
  const token = services.newId()
  const until = (): string => later(services.now(), claimMilliseconds)
  const subscription = await subscriptions.claim(key, toDueAt(services.now()), { token, until: until() })
  if (subscription === undefined) return undefined
  let lost = false
  const end = keepRenewing(async () => {
    lost ||= !(await subscriptions.renew(key, { token, until: until() }))
  })
  return { subscription, token, end, isLost: () => lost }
}

/** Nothing of the log is lost by it: who switches it on again has all that came meanwhile. */
async function switchOff(
  services: OperationServices,
  { displayName, id, organizationId }: Subscription,
  { off, progress }: Round,
): Promise<void> {
  const cause = { kind: 'job', requestId: null, keyId: null } as const
  const context = { ...services, organizationId, cause, baseUrl: '', tolerances: new Tolerances(), connectionId: '' }
  await change(context, async ({ record, tx }) => {
    const standing = await tx.subscriptions.find(id)
    if (standing?.state !== 'on' || off === null) return
    await tx.subscriptions.update(id, { ...standing, state: 'off', offReason: off })
    const { failingSince, lastError } = progress
    record('SubscriptionSwitchedOff', `subscriptions/${id}`, { displayName, reason: off, failingSince, lastError })
  })
}
