import { grantKey, isOver, type Grant } from './grant.ts'

/** When revocations wait: beyond both. As in `limits` of the mapping file. */
export interface BrakeLimits {
  readonly maxRevocations: number
  /** Of the derived grants, from 0 to 100. */
  readonly maxRevocationPercent: number
}

/** The stricter of two limits; `null` stands for none. */
export function stricterLimits(a: BrakeLimits | null, b: BrakeLimits | null): BrakeLimits | null {
  if (a === null || b === null) return a ?? b
  return {
    maxRevocations: Math.min(a.maxRevocations, b.maxRevocations),
    maxRevocationPercent: Math.min(a.maxRevocationPercent, b.maxRevocationPercent),
  }
}

/** What the brake has seen in the sliding hour. */
export interface BrakeState {
  /** Revoked since an hour ago. */
  readonly revoked: number
  /** Grants that the mapping gives before this change. */
  readonly derived: number
}

/** What may be revoked, and what waits for an owner. */
export interface BrakedRevocations {
  readonly revoked: readonly Grant[]
  readonly held: readonly Grant[]
}

/** Whether taking a grant away counts: one that is withheld, or whose time is over, gives nothing anyway. */
export function countsForBrake(grant: Grant, now: string): boolean {
  return grant.hold !== 'withheld' && !isOver(grant, now)
}

/**
 * Lets so many revocations through as the limits allow within an hour; the others wait. Which ones is decided by their
 * keys, so that the order of statements decides nothing.
 */
export function splitByBrake(
  deleted: readonly Grant[],
  { derived, revoked }: BrakeState,
  limits: BrakeLimits,
  now: string,
): BrakedRevocations {
  const counted = deleted.filter((grant) => countsForBrake(grant, now))
  const held = new Set(beyond(counted, grantKey, allowedBy(derived + revoked, revoked, limits)))
  return { revoked: deleted.filter((grant) => !held.has(grant)), held: [...held] }
}

/** How many more may go within the hour; `base` is what there was at its beginning. */
export function allowedBy(
  base: number,
  revoked: number,
  { maxRevocationPercent, maxRevocations }: BrakeLimits,
): number {
  return Math.max(maxRevocations, Math.floor((base * maxRevocationPercent) / 100)) - revoked
}

/** Those that wait where so many may go: the last ones by their keys. */
export function beyond<T>(lost: readonly T[], keyOf: (one: T) => string, allowed: number): readonly T[] {
  if (lost.length <= allowed) return []
  const sorted = lost.map((one) => [keyOf(one), one] as const).sort(([a], [b]) => (a < b ? -1 : 1))
  return sorted.slice(Math.max(allowed, 0)).map(([, one]) => one)
}
