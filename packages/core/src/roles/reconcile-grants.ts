import type { Grant } from '../directory/grant.ts'
import { applyBrake } from './brake.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { createMissingTeams } from './create-missing-teams.ts'
import { diffGrants, type GrantDifference } from './diff-grants.ts'
import { dissolveEmptied, holdRevocations } from './hold/brake-hold.ts'
import type { KnownRows } from './known-rows.ts'
import type { StoredRows } from './read-stored.ts'
import type { WantedGrants } from './wanted-grants.ts'
import { writeGrants } from './write-grants.ts'

/** What is decided about some people, as far as grants go. */
export interface GrantDecision {
  readonly wanted: WantedGrants
  /** Groups whose new grants are withheld. */
  readonly suspects: ReadonlySet<string>
}

/**
 * Sync writes its own rows only: grants of source `mapping` of the decided sections. A grant made by a person survives
 * leaving every group, and what a rule gave that failed now stays.
 */
export async function reconcileGrants(
  scope: ChangeScope,
  userIds: readonly string[],
  { suspects, wanted }: GrantDecision,
  known: KnownRows,
): Promise<void> {
  const { active, grants } = await standingOf(scope, userIds, known)
  await writeDerivedGrants(scope, diffGrants(grants, wanted, suspects), active)
}

async function standingOf(
  { tx }: ChangeScope,
  userIds: readonly string[],
  known: KnownRows,
): Promise<Pick<StoredRows, 'grants'> & Partial<StoredRows>> {
  if (known === 'nothing') return { grants: [] }
  return known === 'read' ? { grants: await tx.grants.list({ userIds, source: 'mapping' }) } : known
}

/**
 * Writes what follows from facts and mapping: revocations beyond the limits wait, a team that is to be made for a grant is
 * made, and holds of which nothing is left end.
 */
export async function writeDerivedGrants(
  scope: ChangeScope,
  difference: GrantDifference,
  active?: ReadonlyMap<string, boolean>,
): Promise<void> {
  const { deleted, put, standing = new Map<string, Grant>() } = difference
  const { held, revoked } = await applyBrake(scope, deleted)
  await createMissingTeams(scope, put)
  await writeGrants(scope, { ...difference, deleted: revoked }, active)
  await holdRevocations(scope, held)
  await dissolveEmptied(scope, [...standing.values()])
}
