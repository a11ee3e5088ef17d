import { toRuleId } from './diff-grants.ts'
import type { RuleFailure } from '../decider.ts'
import type { Grant } from '../directory/grant.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { applyBrake } from './brake.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { createMissingTeams } from './create-missing-teams.ts'
import { diffGrants, toWantedGrants, type GrantDifference } from './diff-grants.ts'
import { dissolveEmptied, holdRevocations } from './hold/brake-hold.ts'
import type { KnownRows } from './reconcile.ts'
import { writeGrants } from './write-grants.ts'

/** What is decided about some people, as far as grants go. */
export interface GrantDecision {
  /** The sections that were decided. */
  readonly sections: readonly string[]
  readonly asked: readonly Assignment[]
  /** Groups whose new grants are withheld. */
  readonly suspects: ReadonlySet<string>
  readonly failures: readonly RuleFailure[]
}

/**
 * Sync writes its own rows only: grants of source `mapping` of the decided sections. A grant made by a person survives
 * leaving every group, and what a rule gave that failed now stays.
 */
export async function reconcileGrants(
  scope: ChangeScope,
  userIds: readonly string[],
  { asked, failures, sections, suspects }: GrantDecision,
  known: KnownRows,
): Promise<void> {
  const { tx } = scope
  const stored = known === 'nothing' ? [] : await tx.grants.list({ userIds, source: 'mapping' })
  if (stored.length === 0 && asked.length === 0) return
  const wanted = toWantedGrants(asked, await scope.circumstances(), scope.mappingVersion)
  const failed = new Set(failures.map(({ rule, source, subject }) => `${subject} ${toRuleId(source, rule)}`))
  const decided = stored.filter(({ ruleId, userId }) => !failed.has(`${userId} ${ruleId}`))
  await writeDerivedGrants(scope, diffGrants(decided, wanted, new Set(sections), suspects))
}

/**
 * Writes what follows from facts and mapping: revocations beyond the limits wait, a team that is to be made for a grant is
 * made, and holds of which nothing is left end.
 */
export async function writeDerivedGrants(scope: ChangeScope, difference: GrantDifference): Promise<void> {
  const { deleted, put, standing = new Map<string, Grant>() } = difference
  if (put.length === 0 && deleted.length === 0) return
  const { held, revoked } = await applyBrake(scope, deleted)
  await createMissingTeams(scope, put)
  await writeGrants(scope, { ...difference, deleted: revoked })
  await holdRevocations(scope, held)
  await dissolveEmptied(scope, [...standing.values()])
}
