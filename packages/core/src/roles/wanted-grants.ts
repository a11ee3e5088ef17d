import type { Decision } from '../decider.ts'
import { isOver, type Grant, type GrantScope } from '../directory/grant.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import { findRole, rolesOfScope } from '../directory/role-catalogue.ts'
import { toRuleId } from '../directory/rule-id.ts'
import type { Assignment, RoleAssignmentValue } from '../plugin/assignment.ts'
import { keptRows, sectionsGiving } from './decided-sections.ts'

/** The grants that a decision asks for, and of which rows it says all there is. */
export interface WantedGrants {
  readonly grants: readonly Grant[]
  /** Sections that can give roles: a row of theirs that is not among the grants goes. */
  readonly sections: ReadonlySet<string>
  /** Whether a row is of a rule that failed for its holder: then it stays as it is. */
  readonly isKept: (userId: string, ruleId: string) => boolean
}

/** What a decision means as grants. A grant whose time is over is not wanted any more. */
export function toWantedGrants(
  decision: Decision,
  circumstances: RoleCircumstances,
  mappingVersion: number,
): WantedGrants {
  return {
    grants: decision.assignments
      .filter(({ effect }) => effect === 'role')
      .map((assignment) => toGrant(assignment, circumstances, mappingVersion))
      .filter((grant) => !isOver(grant, circumstances.now)),
    sections: sectionsGiving(decision.sections, (effect) => effect === 'role'),
    isKept: keptRows(decision.failures),
  }
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
