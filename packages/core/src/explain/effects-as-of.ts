import type { GivenEffect } from './explain-effects.ts'
import { isOver } from '../directory/grant.ts'
import type { StoredEvent } from '../plugin/event.ts'

/** Replays what was recorded of what plugins give a member beside roles. */
export function effectsAsOf(events: readonly StoredEvent[], at: string): readonly GivenEffect[] {
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
    const state = isOver({ expiresAt }, at) ? 'expired' : 'active'
    if (type === 'EffectGranted' || isRelease(type, data)) given.set(key, { effect, rule, value, expiresAt, state })
    if (type === 'EffectHeld' && data['state'] === 'withheld')
      given.set(key, { effect, rule, value, expiresAt, state: 'withheld' })
    if (type === 'EffectRevoked') given.delete(key)
  }
  return [...given.values()]
}

/** What was withheld is put in force; the end of what the brake has kept says nothing new. */
function isRelease(type: StoredEvent['type'], data: StoredEvent['data']): boolean {
  return type === 'EffectReleased' && data['state'] === 'active'
}
