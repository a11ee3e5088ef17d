import { countsForBrake, splitByBrake, type BrakedRevocations } from '../directory/brake.ts'
import type { Grant } from '../directory/grant.ts'
import type { ChangeScope } from '../change/operation-context.ts'

const hour = 60 * 60 * 1_000

/**
 * Holds the brake of the mapping against revocations, over what was revoked within the last hour. Reads and writes nothing
 * where there are no `limits`.
 */
export async function applyBrake(scope: ChangeScope, deleted: readonly Grant[]): Promise<BrakedRevocations> {
  const { brake, tx } = scope
  const { limits } = brake
  if (limits === null || brake.off || deleted.length === 0) return { revoked: deleted, held: [] }
  const counted = deleted.filter((grant) => countsForBrake(grant, tx.now)).length
  if (counted === 0) return { revoked: deleted, held: [] }
  const hourAgo = new Date(Date.parse(tx.now) - hour).toISOString()
  const revoked = await tx.revocations.count(hourAgo)
  // Both limits must be exceeded: below the first the second need not be known.
  const derived = revoked + counted > limits.maxRevocations ? await tx.grants.countDerived() : 0
  const braked = splitByBrake(deleted, { revoked, derived }, limits, tx.now)
  const through = counted - braked.held.length
  if (through > 0) await tx.revocations.add(through, hourAgo)
  brake.held += braked.held.length
  return braked
}
