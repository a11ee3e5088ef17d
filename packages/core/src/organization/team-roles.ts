import { defaultCatalogue, findRole, type RoleCatalogue, type TeamRole } from '../directory/role-catalogue.ts'
import { ConflictError, UnprocessableError } from '../errors.ts'
import type { Issue } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import { change, withChangedTeams } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { decideHolders } from '../roles/decide-members.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { refuseGivenRoles } from './refuse-given-roles.ts'

/** A role of a catalogue as a client writes it. */
export interface TeamRoleInput {
  readonly name: string
  readonly description?: string
  /** Place in lists; the order of the list where it is left out. */
  readonly rank?: number
  /** The higher wins; descending by the order of the list where it is left out. */
  readonly precedence?: number
  readonly permissions?: readonly string[]
  /** Whether only rules that name a group may give it; true for `Owner` where it is left out. */
  readonly privileged?: boolean
}

/** The team roles of the organization, its own or the default ones. */
export function readTeamRoles(context: OperationContext): Promise<RoleCatalogue> {
  return context.store.read(context.organizationId).teams.getCatalogue()
}

/**
 * Replaces the catalogue, or goes back to the default one. Grants that waited for a role which now
 * exists are in force at once. Throws ConflictError for an empty catalogue, for dropping a role in use and for
 * making one privileged that the mapping gives to whoever may create groups, UnprocessableError for two roles of one name.
 */
export async function putTeamRoles(
  context: OperationContext,
  input: readonly TeamRoleInput[] | 'default',
): Promise<RoleCatalogue> {
  const catalogue = input === 'default' ? defaultCatalogue : toCatalogue(input)
  return change(context, async (scope) => {
    await refuseDropped(scope, catalogue)
    await refuseGivenRoles(scope, catalogue)
    const before = await scope.tx.teams.getCatalogue()
    await scope.tx.teams.putCatalogue(catalogue)
    const { mode } = catalogue
    const told = { before: toTold(before), after: toTold(catalogue) }
    scope.record('TeamRolesReplaced', 'settings/team-roles', { mode, ...told })
    const bindings = await scope.tx.bindings.list()
    await decideHolders(withChangedTeams(scope), [...new Set(bindings.map(({ groupId }) => groupId))])
    return catalogue
  })
}

function toTold({ mode, teamRoles }: RoleCatalogue) {
  return { mode, teamRoles: teamRoles.map((role) => ({ ...role })) }
}

function toCatalogue(input: readonly TeamRoleInput[]): RoleCatalogue {
  if (input.length === 0) {
    throw new ConflictError(
      'EMPTY_CATALOGUE',
      'A catalogue needs at least one role; use the mode "default" to go back to the default roles',
    )
  }
  const issues = duplicateNames(input)
  if (issues.length > 0) throw new UnprocessableError('The catalogue can not be stored', issues)
  return { mode: 'custom-team-roles', teamRoles: input.map((role, index) => toTeamRole(role, index, input.length)) }
}

function toTeamRole(input: TeamRoleInput, index: number, length: number): TeamRole {
  return {
    name: input.name,
    description: input.description ?? '',
    rank: input.rank ?? index + 1,
    precedence: input.precedence ?? (length - index) * 10,
    permissions: input.permissions ?? [],
    privileged: input.privileged ?? fold(input.name) === 'owner',
  }
}

function duplicateNames(roles: readonly TeamRoleInput[]): readonly Issue[] {
  const seen = new Set<string>()
  const issues: Issue[] = []
  for (const [index, { name }] of roles.entries()) {
    const key = fold(name)
    if (seen.has(key))
      issues.push({
        path: `team-roles[${index}].name`,
        message: `"${name}" is there twice; names compare without regard to case`,
      })
    seen.add(key)
  }
  return issues
}

async function refuseDropped({ tx }: ChangeScope, catalogue: RoleCatalogue): Promise<void> {
  const current = await tx.teams.getCatalogue()
  const used = await tx.grants.listUsedTeamRoles()
  const dropped = used.filter(
    (name) => findRole(current.teamRoles, name) !== undefined && findRole(catalogue.teamRoles, name) === undefined,
  )
  if (dropped.length === 0) return
  throw new ConflictError(
    'ROLE_IN_USE',
    `Some members have these roles: ${dropped.join(', ')}. Take the roles away first, or keep them in the catalogue`,
  )
}
