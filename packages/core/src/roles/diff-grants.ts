import { grantKey, isOver, type Grant, type GrantScope } from '../directory/grant.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import { findRole, rolesOfScope } from '../directory/role-catalogue.ts'
import type { Assignment, RoleAssignmentValue } from '../plugin/assignment.ts'

/** Grants to write and to remove. */
export interface GrantDifference {
  readonly put: readonly Grant[]
  readonly deleted: readonly Grant[]
  /** How those of `put` stood before that are not new, by key. */
  readonly standing?: ReadonlyMap<string, Grant>
}

/**
 * What to write so that the mapping's rows of `sections` are exactly the wanted ones. Idempotent. What groups of
 * `suspects` newly give is withheld; what is withheld stays so until somebody releases it.
 */
export function diffGrants(
  stored: readonly Grant[],
  wanted: readonly Grant[],
  sections: ReadonlySet<string>,
  suspects: ReadonlySet<string> = new Set(),
): GrantDifference {
  const wantedByKey = new Map(wanted.map((grant) => [grantKey(grant), grant]))
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
  const deleted = stored.filter(
    (grant) => grant.desired && sections.has(sectionOf(grant.ruleId)) && !wantedByKey.has(grantKey(grant)),
  )
  return { put, deleted, standing }
}

/** A rule's id within the organization: unique over the sections of the mapping. */
export function toRuleId(section: string, rule: string): string {
  return rule.startsWith(`${section}:`) ? rule : `${section}:${rule}`
}

/** The grants that `role` assignments ask for now: a grant whose time is over is not wanted any more. */
export function toWantedGrants(
  assignments: readonly Assignment[],
  circumstances: RoleCircumstances,
  mappingVersion: number,
): readonly Grant[] {
  return assignments
    .map((assignment) => toGrant(assignment, circumstances, mappingVersion))
    .filter((grant) => !isOver(grant, circumstances.now))
}

/** The grant that a `role` assignment asks for; a role is stored in the catalogue's spelling. */
export function toGrant(assignment: Assignment, { catalogue, now }: RoleCircumstances, mappingVersion: number): Grant {
  const value = assignment.value as unknown as RoleAssignmentValue
  const role = findRole(rolesOfScope(value.scope, catalogue), value.role)
  return {
    userId: assignment.subject,
    scope: value.scope as GrantScope,
    role: role?.name ?? value.role,
    source: 'mapping',
    ruleId: toRuleId(assignment.source, assignment.rule),
    groupId: value.groupId,
    mappingVersion,
    desired: true,
    hold: value.withheld === 'claim' ? 'withheld' : null,
    holdId: null,
    expiresAt: value.expiresAt,
    since: now,
  }
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

function sectionOf(ruleId: string): string {
  return ruleId.slice(0, ruleId.indexOf(':'))
}
