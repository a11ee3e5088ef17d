import type { ChangeScope } from '../change/operation-context.ts'
import { effectState } from '../directory/effect-state.ts'
import { originOf } from '../directory/kept-effect.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { EventType } from '../plugin/event.ts'

type EffectEvent = Extract<EventType, 'EffectGranted' | 'EffectRevoked' | 'EffectHeld' | 'EffectReleased'>

/**
 * What happened to something that a plugin's rule or hook gives, or gave; `before` is the value until now, the state the one that it
 * has, or that has ended. That its time is over the event says by itself.
 */
export function recordEffect(
  scope: ChangeScope,
  type: EffectEvent,
  given: Assignment,
  more: { readonly before?: Assignment['value'] | null } = {},
): void {
  const { effect, expiresAt = null, subject, value } = given
  const data = {
    effect,
    value,
    rule: originOf(given),
    mappingVersion: scope.mappingVersion,
    expiresAt,
    state: effectState(given, ''),
  }
  scope.record(type, `users/${subject}`, { ...data, ...more })
}
