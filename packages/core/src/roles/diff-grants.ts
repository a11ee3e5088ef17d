import { grantKey, type Grant } from '../directory/grant.ts'
import { sectionOf } from '../directory/rule-id.ts'
import type { WantedGrants } from './wanted-grants.ts'

/** Grants to write and to remove. */
export interface GrantDifference {
  readonly put: readonly Grant[]
  readonly deleted: readonly Grant[]
  /** How those of `put` stood before that are not new, by key. */
  readonly standing?: ReadonlyMap<string, Grant>
}

/**
 * What to write so that the mapping's rows of the decided sections are exactly the wanted ones. Idempotent. What groups of
 * `suspects` newly give is withheld; what is withheld stays so until somebody releases it.
 */
export function diffGrants(
  stored: readonly Grant[],
  { grants, isKept, sections }: WantedGrants,
  suspects: ReadonlySet<string> = new Set(),
): GrantDifference {
  const wantedByKey = new Map(grants.map((grant) => [grantKey(grant), grant]))
  const storedByKey = new Map(stored.map((grant) => [grantKey(grant), grant]))
  const put: Grant[] = []
  const standing = new Map<string, Grant>()
  for (const [key, grant] of wantedByKey) {
    const before = storedByKey.get(key)
    const after = before === undefined ? toNewGrant(grant, suspects) : desiredAgain(before, grant)
    if (before !== undefined && isEqual(before, after)) continue
    put.push(after)
    if (before !== undefined) standing.set(key, before)
  }
  const deleted: Grant[] = []
  for (const [key, grant] of storedByKey) {
    if (!grant.desired || wantedByKey.has(key)) continue
    if (sections.has(sectionOf(grant.ruleId)) && !isKept(grant.userId, grant.ruleId)) deleted.push(grant)
  }
  return { put, deleted, standing }
}

function toNewGrant(wanted: Grant, suspects: ReadonlySet<string>): Grant {
  return suspects.has(wanted.groupId) ? { ...wanted, hold: 'withheld' } : wanted
}

/** A grant that was retained, and that the facts give again, is an ordinary one; one that is given by a claim alone is withheld. */
function desiredAgain(standing: Grant, wanted: Grant): Grant {
  const hold = standing.hold === 'withheld' || wanted.hold === 'withheld' ? 'withheld' : null
  return { ...standing, desired: true, hold, holdId: null, expiresAt: wanted.expiresAt }
}

function isEqual(a: Grant, b: Grant): boolean {
  return a.desired === b.desired && a.hold === b.hold && a.holdId === b.holdId && a.expiresAt === b.expiresAt
}
