import type { Json, JsonObject } from '../scim/resource/resource-data.ts'
import type { RuleAssignment } from './rule.ts'

/** The value of a `role`. */
export type RoleValue = {
  /** `organization`, or `team:` and the team's folded id. */
  readonly scope: string
  /** As the mapping writes it; the catalogue's spelling is looked up when it is stored. */
  readonly role: string
  /** The group whose membership gives it; `''` where none is needed. */
  readonly groupId: string
  /** An instant (RFC 3339, UTC, milliseconds), or `null` for no end. */
  readonly expiresAt: string | null
}

/** The value of a `finding`: something about a person that an owner should look at. */
export type FindingValue = {
  /** Stable, lower case with hyphens. */
  readonly code: string
  /** A sentence that says what to change. */
  readonly message: string
  /** What the provider has sent and nothing is done with, as a path: the log says so of the request that sent it. */
  readonly leftOut?: string
  /** Whatever else there is to say. */
  readonly [detail: string]: Json
}

/**
 * The value of each effect that core knows, by its name. A plugin with effects of its own may declare theirs beside these:
 * `declare module 'rolecall/plugin' { interface EffectValues { licence: { sku: string } } }`.
 */
export interface EffectValues {
  /** A role, in the organization or in a team. */
  readonly role: RoleValue
  /** The user's e-mail address counts as validated. */
  readonly 'email.validated': { readonly validated: true }
  /** The subject of the organization's single sign-on tokens that the user signs in by. */
  readonly 'identity.subject': { readonly subject: string }
  /** Something about a person that an owner should look at. */
  readonly finding: FindingValue
}

/** Whether core acts on the effect by itself; every other one is a plugin's own, which core keeps for it. */
export function isKnownEffect(effect: string): effect is keyof EffectValues {
  return knownEffects.some((known) => known === effect)
}

const knownEffects = [
  'role',
  'email.validated',
  'identity.subject',
  'finding',
] as const satisfies readonly (keyof EffectValues)[]

/** The value of an effect: that of a known one, or whatever JSON object a plugin's own has. */
export type EffectValue<Effect extends string> = Effect extends keyof EffectValues ? EffectValues[Effect] : JsonObject

/** One thing that a rule gives, with the value that the effect has. */
export function give<const Effect extends string>(effect: Effect, value: EffectValue<Effect>): RuleAssignment {
  return { effect, value }
}
