import type { GivenEffect } from './explain-effects.ts'
import type { StoredEvent } from '../plugin/event.ts'

/** Replays what was recorded of what plugins give a member beside roles. */
export function effectsAsOf(events: readonly StoredEvent[]): readonly GivenEffect[] {
  const given = new Map<string, GivenEffect>()
  for (const { data, type } of events) {
    const { effect, rule, value } = data as unknown as GivenEffect
    const key = JSON.stringify([effect, rule])
    if (type === 'EffectGranted') given.set(key, { effect, rule, value })
    if (type === 'EffectRevoked') given.delete(key)
  }
  return [...given.values()]
}
