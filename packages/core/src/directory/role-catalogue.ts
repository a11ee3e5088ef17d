import { fold } from '../scim/fold.ts'

/** A role that a person can have in a team. */
export interface TeamRole {
  readonly name: string
  readonly description: string
  /** Place in lists, from 1. */
  readonly rank: number
  /** Of several roles that a person has in one scope, the one with the highest precedence is shown. */
  readonly precedence: number
  /** Opaque to Rolecall; for the product that reads them. */
  readonly permissions: readonly string[]
  /** Given only by rules that name a group literally. */
  readonly privileged: boolean
}

/** The team roles of one organization. */
export interface RoleCatalogue {
  readonly mode: 'default' | 'custom-team-roles'
  readonly teamRoles: readonly TeamRole[]
}

/** The organization roles, fixed: the highest precedence first. */
export const organizationRoles: readonly TeamRole[] = [
  role('Owner', 'May change everything in the organization', 1, 100, true),
  role('Member', 'Belongs to the organization', 2, 10, false),
]

/** The role that makes somebody an owner, of the organization or of a team. */
export const ownerRole = 'Owner'

/** The role that membership itself gives. */
export const memberRole = 'Member'

/** The catalogue of an organization that has not made its own. */
export const defaultCatalogue: RoleCatalogue = {
  mode: 'default',
  teamRoles: [
    role('Owner', 'Owns the team', 1, 50, true),
    role('Approver', 'Approves what others propose', 2, 40, false),
    role('Editor', 'Changes what the team holds', 3, 30, false),
    role('Steward', 'Looks after what the team holds', 4, 20, false),
    role('Member', 'Belongs to the team', 5, 10, false),
  ],
}

/** The role of that name, whatever its case, among `roles`. */
export function findRole(roles: readonly TeamRole[], name: string): TeamRole | undefined {
  const key = fold(name)
  return roles.find((candidate) => fold(candidate.name) === key)
}

/** The roles that exist in a scope of this kind. */
export function rolesOfScope(scope: string, catalogue: RoleCatalogue): readonly TeamRole[] {
  return scope === 'organization' ? organizationRoles : catalogue.teamRoles
}

function role(name: string, description: string, rank: number, precedence: number, privileged: boolean): TeamRole {
  return { name, description, rank, precedence, permissions: [], privileged }
}
