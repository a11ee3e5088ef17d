import type { GivenEffect } from './explain-effects.ts'
import { isOver } from '../directory/grant.ts'
import type { StoredEvent } from '../plugin/event.ts'
import { deepEqual } from '../scim/deep-equal.ts'

/** Replays what was recorded of what plugins give a member beside roles. */
export function effectsAsOf(events: readonly StoredEvent[], at: string): readonly GivenEffect[] {
  const given = new Map<string, GivenEffect>()
  /** What the brake, or an owner, has kept: the rule may give something else meanwhile. */
  const kept = new Map<string, GivenEffect>()
  for (const { data, type } of events) {
    const told = toTold(data)
    const key = JSON.stringify([told.effect, told.rule])
    const isKept = data['state'] === 'retained'
    const isGiven = deepEqual(given.get(key)?.value ?? null, told.value)
    if (type === 'EffectGranted' || (type === 'EffectReleased' && data['state'] === 'active')) given.set(key, told)
    if (type === 'EffectHeld' && data['state'] === 'withheld') given.set(key, { ...told, state: 'withheld' })
    if (type === 'EffectHeld' && isKept) {
      kept.set(key, { ...told, state: 'retained' })
      if (isGiven) given.delete(key)
    }
    // Given again by its rule; what an owner keeps stands on.
    if (type === 'EffectReleased' && isKept && isGiven) kept.delete(key)
    if (type === 'EffectRevoked') (isKept ? kept : given).delete(key)
  }
  return [...given.values(), ...kept.values()].map((one) =>
    one.state !== 'withheld' && isOver(one, at) ? { ...one, state: 'expired' } : one,
  )
}

/** As an event tells it; one of an earlier version of the program says nothing of an end. */
function toTold(data: StoredEvent['data']): GivenEffect {
  const { effect, expiresAt, rule, value } = data as unknown as Omit<GivenEffect, 'expiresAt'> & Partial<GivenEffect>
  return { effect, rule, value, expiresAt: expiresAt ?? null, state: 'active' }
}
