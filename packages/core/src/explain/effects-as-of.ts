import type { GivenEffect } from './explain-effects.ts'
import type { StoredEvent } from '../plugin/event.ts'

/** Replays what was recorded of what plugins give a member beside roles. */
export function effectsAsOf(events: readonly StoredEvent[]): readonly GivenEffect[] {
  const given = new Map<string, GivenEffect>()
  for (const { data, type } of events) {
    // An event of an earlier version of the program says nothing of an end.
    const {
      effect,
      expiresAt = null,
      rule,
      value,
    } = data as unknown as Partial<Pick<GivenEffect, 'expiresAt'>> & Omit<GivenEffect, 'expiresAt'>
    const key = JSON.stringify([effect, rule])
    if (type === 'EffectGranted') given.set(key, { effect, rule, value, expiresAt })
    if (type === 'EffectRevoked') given.delete(key)
  }
  return [...given.values()]
}
