import { sectionOf } from './rule-id.ts'
import type { TeamKey } from './team.ts'

/** Where a grant comes from. Sync writes rows of `mapping` only; the others belong to people. */
export type GrantSource = 'mapping' | 'manual' | 'break-glass'

/** What people are told: what the mapping lets the provider assign comes from there, though sync keeps it as all of the mapping. */
export type ShownSource = GrantSource | 'provider'

/** The section of the mapping whose rules look at what the provider assigns. */
const providerSection = 'providerRoles'

export function shownSource({ ruleId, source }: Pick<Grant, 'ruleId' | 'source'>): ShownSource {
  return source === 'mapping' && sectionOf(ruleId) === providerSection ? 'provider' : source
}

/** Whether sync gives and takes it, and no person. */
export function isSynced(source: unknown): boolean {
  return source === 'mapping' || source === 'provider'
}

/** What a grant is about: the organization, or one team by its folded id. */
export type GrantScope = 'organization' | `team:${TeamKey}`

/**
 * Why a grant differs from what the facts say: `withheld` is given by the facts and not in force,
 * `retained` is in force though the facts no longer give it (the owner guard, and the brake).
 */
export type GrantHold = 'withheld' | 'retained'

/**
 * One reason why a person has a role. `(userId, scope, role, source, ruleId, groupId)` identifies it;
 * the same role through two groups is two grants, so it survives leaving one.
 */
export interface Grant {
  readonly userId: string
  readonly scope: GrantScope
  /** In the catalogue's spelling; as written where the catalogue has no such role. */
  readonly role: string
  readonly source: GrantSource
  /** The rule that decided it; `''` for a grant made by a person. */
  readonly ruleId: string
  /** The group that the rule required; `''` for a rule without one. */
  readonly groupId: string
  /** The mapping version that first gave it; `null` for a grant made by a person. */
  readonly mappingVersion: number | null
  /** Whether its source says that it should hold. */
  readonly desired: boolean
  readonly hold: GrantHold | null
  /** The hold by which the brake retains it, or by which a manual one is withheld; `null` for every other grant. */
  readonly holdId: string | null
  /** An instant (RFC 3339, UTC), or `null` for no end. */
  readonly expiresAt: string | null
  /** Since when it stands (RFC 3339, UTC). */
  readonly since: string
}

/** What is shown of a grant: the first of these that applies. */
export type GrantState = 'withheld' | 'waiting' | 'suspended' | 'suppressed' | 'retained' | 'expired' | 'active'

/** What a grant's state depends on beside the grant itself. */
export interface GrantCircumstances {
  readonly memberActive: boolean
  /** Whether the team of a team scope exists; `true` for the organization. */
  readonly teamExists: boolean
  /** Whether only the mapping gives roles in the team. */
  readonly teamAuthoritative: boolean
  /** Whether the catalogue has the role. */
  readonly roleKnown: boolean
  /** Now, as an instant (RFC 3339, UTC). */
  readonly now: string
}

/** The state of a grant under its circumstances. Waiting, suspended and suppressed are computed, never stored. */
export function grantState(grant: Grant, circumstances: GrantCircumstances): GrantState {
  if (grant.hold === 'withheld') return 'withheld'
  if (!circumstances.teamExists || !circumstances.roleKnown) return 'waiting'
  if (!circumstances.memberActive) return 'suspended'
  if (circumstances.teamAuthoritative && grant.source === 'manual') return 'suppressed'
  if (isOver(grant, circumstances.now)) return 'expired'
  if (grant.hold === 'retained') return 'retained'
  return 'active'
}

/** Whether its time is over: it ends at its instant, whenever that is told. */
export function isOver({ expiresAt = null }: { readonly expiresAt?: string | null }, now: string): boolean {
  return expiresAt !== null && expiresAt <= now
}

/** Whether a grant in this state gives its role. */
export function isEffective(state: GrantState): boolean {
  return state === 'active' || state === 'retained'
}

/** The key under which a grant is stored once; two grants with the same key are the same grant. */
export function grantKey(grant: Grant): string {
  return JSON.stringify([grant.userId, grant.scope, grant.role, grant.source, grant.ruleId, grant.groupId])
}
