import { grantKey, type Grant, type GrantScope } from '../directory/grant.ts'
import { judgeGrant, type RoleCircumstances } from '../directory/resolve-roles.ts'
import { findRole, rolesOfScope } from '../directory/role-catalogue.ts'
import type { Assignment, RoleAssignmentValue } from '../plugin/assignment.ts'
import type { ChangeScope } from './change-scope.ts'
import { isOrganizationOwner, watchOwners } from './guard-owners.ts'
import type { KnownRows } from './reconcile.ts'
import { recordGrantChange } from './record-grant-change.ts'

/** Grants to write and to remove. */
export interface GrantDifference {
  readonly put: readonly Grant[]
  readonly deleted: readonly Grant[]
}

/**
 * Sync writes its own rows only: grants of source `mapping` of the decided sections. A grant made by a
 * person survives leaving every group.
 */
export async function reconcileGrants(
  scope: ChangeScope,
  userIds: readonly string[],
  sections: readonly string[],
  asked: readonly Assignment[],
  known: KnownRows,
): Promise<void> {
  const { tx } = scope
  const stored = known === 'nothing' ? [] : await tx.grants.list({ userIds, source: 'mapping' })
  if (stored.length === 0 && asked.length === 0) return
  const circumstances = await scope.circumstances()
  const wanted = asked.map((assignment) => toGrant(assignment, circumstances, scope.mappingVersion))
  const difference = diffGrants(stored, wanted, new Set(sections))
  await writeGrants(scope, difference)
}

/** Writes a difference of grants, which the owner guard then judges, and records each grant that came or went. */
export async function writeGrants(scope: ChangeScope, difference: GrantDifference): Promise<void> {
  const { put, deleted } = difference
  if (put.length === 0 && deleted.length === 0) return
  if ([...put, ...deleted].some(isOrganizationOwner)) await watchOwners(scope)
  if (put.length > 0) await scope.tx.grants.put(put)
  if (deleted.length > 0) await scope.tx.grants.delete(deleted)
  await recordGrantChanges(scope, difference)
}

/** What to write so that the mapping's rows of `sections` are exactly the wanted ones. Idempotent. */
export function diffGrants(
  stored: readonly Grant[],
  wanted: readonly Grant[],
  sections: ReadonlySet<string>,
): GrantDifference {
  const wantedByKey = new Map(wanted.map((grant) => [grantKey(grant), grant]))
  const storedByKey = new Map(stored.map((grant) => [grantKey(grant), grant]))
  const put: Grant[] = []
  for (const [key, grant] of wantedByKey) {
    const standing = storedByKey.get(key)
    if (standing === undefined) put.push(grant)
    else if (!standing.desired || standing.expiresAt !== grant.expiresAt) put.push(desiredAgain(standing, grant))
  }
  const deleted = stored.filter(
    (grant) => grant.desired && sections.has(sectionOf(grant.ruleId)) && !wantedByKey.has(grantKey(grant)),
  )
  return { put, deleted }
}

/** A rule's id within the organization: unique over the sections of the mapping. */
export function toRuleId(section: string, rule: string): string {
  return rule.startsWith(`${section}:`) ? rule : `${section}:${rule}`
}

/** A grant that was retained, and that the facts give again, is an ordinary one. */
function desiredAgain(standing: Grant, wanted: Grant): Grant {
  const hold = standing.hold === 'retained' ? null : standing.hold
  return { ...standing, desired: true, hold, expiresAt: wanted.expiresAt }
}

function sectionOf(ruleId: string): string {
  return ruleId.slice(0, ruleId.indexOf(':'))
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
    hold: null,
    holdId: null,
    expiresAt: value.expiresAt,
    since: now,
  }
}

async function recordGrantChanges(scope: ChangeScope, { put, deleted }: GrantDifference): Promise<void> {
  const circumstances = await scope.circumstances()
  const userIds = new Set([...put, ...deleted].map(({ userId }) => userId))
  const users = await scope.tx.users.findMany([...userIds])
  const active = new Map(users.map((user) => [user.id, user.active]))
  for (const grant of put) {
    recordGrantChange(scope, 'RoleGranted', judgeGrant(grant, active.get(grant.userId) ?? false, circumstances))
  }
  for (const grant of deleted) {
    recordGrantChange(scope, 'RoleRevoked', judgeGrant(grant, active.get(grant.userId) ?? false, circumstances))
  }
}
