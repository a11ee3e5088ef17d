import { allowedBy, beyond, countsForBrake, splitByBrake, type BrakedRevocations } from '../directory/brake.ts'
import type { Grant } from '../directory/grant.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { StoreReader } from '../store.ts'
import { assignmentKey } from './wanted-statements.ts'
import type { ChangeScope } from '../change/operation-context.ts'

const hour = 60 * 60 * 1_000

/**
 * Holds the brake of the mapping against revocations, over what was revoked within the last hour. Reads and writes nothing
 * where there are no `limits`.
 */
export async function applyBrake(scope: ChangeScope, deleted: readonly Grant[]): Promise<BrakedRevocations> {
  const { brake, tx } = scope
  const { limits } = brake
  if (limits === null || brake.off) return { revoked: deleted, held: [] }
  const counted = deleted.filter((grant) => countsForBrake(grant, tx.now)).length
  if (counted === 0) return { revoked: deleted, held: [] }
  const hourAgo = anHourBefore(tx.now)
  const revoked = await tx.revocations.count(hourAgo)
  // Both limits must be exceeded: below the first the second need not be known.
  const derived = revoked + counted > limits.maxRevocations ? await tx.grants.countDerived() : 0
  const braked = splitByBrake(deleted, { revoked, derived }, limits, tx.now)
  const through = counted - braked.held.length
  if (through > 0) await tx.revocations.add(through, hourAgo)
  brake.held += braked.held.length
  return braked
}

/** The same of what plugins give: it counts as revocations do, after those of the same change. Answers what waits. */
export async function brakeEffects(scope: ChangeScope, lost: readonly Assignment[]): Promise<readonly Assignment[]> {
  const { brake, tx } = scope
  const { limits } = brake
  if (limits === null || brake.off || lost.length === 0) return []
  const hourAgo = anHourBefore(tx.now)
  const revoked = await tx.revocations.count(hourAgo)
  const isFew = revoked + lost.length <= limits.maxRevocations
  const base = isFew ? 0 : (brake.base ?? (await readBase(tx, tx.now)))
  const held = beyond(lost, assignmentKey, allowedBy(base, revoked, limits))
  const through = lost.length - held.length
  if (through > 0) await tx.revocations.add(through, hourAgo)
  brake.held += held.length
  return held
}

/** How many grants there were an hour ago, as far as they have gone since by more than chance: before anything is written. */
export async function readBase(reader: StoreReader, now: string): Promise<number> {
  return (await reader.grants.countDerived()) + (await reader.revocations.count(anHourBefore(now)))
}

/** Whether so many at once are more than the limits let go now, beside what the last hour has seen. */
export async function isBeyondBrake({ brake, tx }: ChangeScope, lost: number): Promise<boolean> {
  const { limits } = brake
  if (limits === null || lost === 0) return false
  const revoked = await tx.revocations.count(anHourBefore(tx.now))
  return revoked + lost > limits.maxRevocations && lost > allowedBy(await readBase(tx, tx.now), revoked, limits)
}

function anHourBefore(now: string): string {
  return new Date(Date.parse(now) - hour).toISOString()
}
