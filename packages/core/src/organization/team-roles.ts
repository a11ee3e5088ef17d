import { defaultCatalogue, findRole, type RoleCatalogue, type TeamRole } from '../directory/role-catalogue.ts'
import type { CatalogueRefusal } from '../directory/catalogue-plan.ts'
import { ConflictError, UnprocessableError } from '../errors.ts'
import { PreconditionFailed, type Issue } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import { change, withChangedTeams } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { decideHolders } from '../roles/decide-members.ts'
import { recordResumed } from '../roles/record-resumed.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { digestRoles } from './catalogue/catalogue-digest.ts'
import { findGivenRoles } from './find-given-roles.ts'

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
 * making one privileged that the mapping gives to whoever may create groups, UnprocessableError for two roles of one name,
 * PreconditionFailed where `ifMatch` lists no digest of those that there are.
 */
export async function putTeamRoles(
  context: OperationContext,
  input: readonly TeamRoleInput[] | 'default',
  ifMatch: readonly string[] | null = null,
): Promise<RoleCatalogue> {
  if (input !== 'default') checkRoles(input)
  const catalogue = toRoleCatalogue(input)
  return change(context, async (scope) => {
    const before = await scope.tx.teams.getCatalogue()
    if (ifMatch !== null && !ifMatch.includes(digestRoles(before)))
      throw new PreconditionFailed('The team roles are others by now; read them again')
    const refusal = (await findDroppedRoles(scope, before, catalogue)) ?? findGivenRoles(scope, before, catalogue)
    if (refusal !== null) throw new ConflictError(refusal.code, refusal.detail)
    await writeTeamRoles(scope, before, catalogue)
    return catalogue
  })
}

/** Replaces the catalogue; what grants have waited for is in force. */
export async function writeTeamRoles(
  unchanged: ChangeScope,
  before: RoleCatalogue,
  catalogue: RoleCatalogue,
): Promise<void> {
  const { tx } = unchanged
  const isNew = (name: string) => findRole(before.teamRoles, name) === undefined
  const created = new Set(catalogue.teamRoles.map(({ name }) => name).filter(isNew))
  // Those that are spelled otherwise are written anew when their holders are decided.
  const [used, bindings] = await Promise.all([tx.grants.listUsedTeamRoles(), tx.bindings.list()])
  const awaited = used.filter((name) => created.has(name))
  const waiting = (await Promise.all(awaited.map((role) => tx.grants.list({ role })))).flat()
  await tx.teams.putCatalogue(catalogue)
  const { mode } = catalogue
  const scope = withChangedTeams(unchanged)
  scope.record('TeamRolesReplaced', 'settings/team-roles', { mode, before: toTold(before), after: toTold(catalogue) })
  await recordResumed(scope, waiting)
  await decideHolders(scope, [...new Set(bindings.map(({ groupId }) => groupId))])
}

function toTold({ mode, teamRoles }: RoleCatalogue) {
  return { mode, teamRoles: teamRoles.map((role) => ({ ...role })) }
}

function checkRoles(input: readonly TeamRoleInput[]): void {
  if (input.length === 0) {
    throw new ConflictError(
      'EMPTY_CATALOGUE',
      'A catalogue needs at least one role; use the mode "default" to go back to the default roles',
    )
  }
  const issues = findWrongNames(input)
  if (issues.length > 0) throw new UnprocessableError('The catalogue can not be stored', issues)
}

export function toRoleCatalogue(input: readonly TeamRoleInput[] | 'default'): RoleCatalogue {
  if (input === 'default') return defaultCatalogue
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

/** A role is looked for in the list at each grant. */
const mostRoles = 1_000

/** More roles than there may be, or names that are there twice; they compare without regard to case. */
export function findWrongNames(roles: readonly TeamRoleInput[]): readonly Issue[] {
  if (roles.length > mostRoles)
    return [{ path: 'team-roles', message: `at most ${mostRoles} roles were expected, not ${roles.length}` }]
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

/** Roles that somebody has are not dropped. */
export async function findDroppedRoles(
  { tx }: ChangeScope,
  before: RoleCatalogue,
  catalogue: RoleCatalogue,
): Promise<CatalogueRefusal | null> {
  const used = await tx.grants.listUsedTeamRoles()
  const dropped = used.filter(
    (name) => findRole(before.teamRoles, name) !== undefined && findRole(catalogue.teamRoles, name) === undefined,
  )
  if (dropped.length === 0) return null
  return {
    code: 'ROLE_IN_USE',
    detail: `Some members have these roles: ${dropped.join(', ')}. Take the roles away first, or keep them in the catalogue`,
    confirmable: false,
    entries: [],
  }
}
