import { grantState, isEffective, type Grant, type GrantState } from './grant.ts'
import type { UserRecord } from './member.ts'
import type { MemberTeam } from './member-view.ts'
import { findRole, memberRole, rolesOfScope, type RoleCatalogue, type TeamRole } from './role-catalogue.ts'
import type { TeamKey } from './team.ts'

/** What exists in an organization, as far as roles depend on it. */
export interface RoleCircumstances {
  /** Teams by folded id, each with the id as its creator wrote it. */
  readonly teamIds: ReadonlyMap<TeamKey, string>
  readonly catalogue: RoleCatalogue
  /** Teams in which only the mapping gives roles: there manual grants are suppressed. */
  readonly authoritativeTeams: ReadonlySet<TeamKey>
  /** Now (RFC 3339, UTC). */
  readonly now: string
}

/** A grant with its computed state. */
export interface JudgedGrant {
  readonly grant: Grant
  readonly state: GrantState
  readonly effective: boolean
}

/** The effective roles of one member. */
export interface EffectiveRoles {
  /** Of the organization, the highest by precedence; `Member` by membership alone. */
  readonly role: string
  readonly teams: readonly MemberTeam[]
  readonly grants: readonly JudgedGrant[]
}

/** The state of one grant of a member. */
export function judgeGrant(grant: Grant, memberActive: boolean, circumstances: RoleCircumstances): JudgedGrant {
  const teamKey = teamKeyOf(grant.scope)
  const state = grantState(grant, {
    memberActive,
    teamExists: teamKey === null || circumstances.teamIds.has(teamKey),
    teamAuthoritative: teamKey !== null && circumstances.authoritativeTeams.has(teamKey),
    roleKnown: findRole(rolesOfScope(grant.scope, circumstances.catalogue), grant.role) !== undefined,
    now: circumstances.now,
  })
  return { grant, state, effective: isEffective(state) }
}

/** Grants → roles: the union of what is effective; of several roles in one scope the highest is shown. */
export function resolveRoles(
  user: Pick<UserRecord, 'active'>,
  grants: readonly Grant[],
  circumstances: RoleCircumstances,
): EffectiveRoles {
  const judged = grants.map((grant) => judgeGrant(grant, user.active, circumstances))
  const roles = effectiveRolesByScope(judged)
  const organization = sortedRoles(roles.get('organization') ?? new Set(), 'organization', circumstances)
  const teams: MemberTeam[] = []
  for (const [scope, names] of roles) {
    const key = teamKeyOf(scope)
    const teamId = key === null ? undefined : circumstances.teamIds.get(key)
    const sorted = sortedRoles(names, scope, circumstances)
    const [role] = sorted
    if (teamId !== undefined && role !== undefined) teams.push({ teamId, role, roles: sorted })
  }
  teams.sort((a, b) => (a.teamId < b.teamId ? -1 : 1))
  return { role: organization[0] ?? memberRole, teams, grants: judged }
}

/** The folded team id of a team scope; `null` for the organization. */
export function teamKeyOf(scope: string): TeamKey | null {
  return scope.startsWith('team:') ? scope.slice('team:'.length) : null
}

function effectiveRolesByScope(judged: readonly JudgedGrant[]): Map<string, Set<string>> {
  const roles = new Map<string, Set<string>>()
  for (const { grant, effective } of judged) {
    if (!effective) continue
    const ofScope = roles.get(grant.scope) ?? new Set()
    roles.set(grant.scope, ofScope.add(grant.role))
  }
  return roles
}

/** Role names in the catalogue's spelling, the highest precedence first. */
function sortedRoles(names: ReadonlySet<string>, scope: string, circumstances: RoleCircumstances): string[] {
  const catalogue = rolesOfScope(scope, circumstances.catalogue)
  const roles = new Map<string, TeamRole>()
  for (const name of names) {
    const role = findRole(catalogue, name)
    if (role !== undefined) roles.set(role.name, role)
  }
  return [...roles.values()].sort((a, b) => b.precedence - a.precedence || a.rank - b.rank).map(({ name }) => name)
}
