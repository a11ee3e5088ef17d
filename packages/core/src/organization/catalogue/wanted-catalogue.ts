import type { RoleCatalogue } from '../../directory/role-catalogue.ts'
import { toTeamKey, type Team, type TeamKey } from '../../directory/team.ts'
import { UnprocessableError } from '../../errors.ts'
import { nearestWord } from '../../host/nearest-word.ts'
import { MAX_ISSUES, type Issue } from '../../scim/errors.ts'
import { isKeyLength, LONG_KEY } from '../../scim/resource/key-length.ts'
import { findRepeatedRoles, toRoleCatalogue, type TeamRoleInput } from '../team-roles.ts'

/** A team as the whole set says it: what is left out is not there. */
export interface CatalogueTeamInput {
  readonly id: string
  /** The id where it is left out. */
  readonly name?: string
  /** `Team` where it is left out. */
  readonly type?: string
  /** The id of another team of the set. */
  readonly parent?: string | null
  readonly description?: string | null
}

/** All team roles and all teams that an organization is to have. */
export interface CatalogueInput {
  readonly teamRoles: readonly TeamRoleInput[] | 'default'
  readonly teams: readonly CatalogueTeamInput[]
}

/** The same as it is to be stored. */
export interface WantedCatalogue {
  readonly roles: RoleCatalogue
  readonly teams: ReadonlyMap<TeamKey, Team>
}

/** Reads a set. `standing` are ids as they are written so far, which stay. Throws UnprocessableError with all that is wrong. */
export function toWantedCatalogue(
  { teamRoles, teams }: CatalogueInput,
  standing: ReadonlyMap<TeamKey, string>,
): WantedCatalogue {
  const ids = new Map(teams.map(({ id }) => [toTeamKey(id), standing.get(toTeamKey(id)) ?? id]))
  const issues = [...findWrongRoles(teamRoles), ...findWrongTeams(teams, ids)]
  if (issues.length > 0)
    throw new UnprocessableError('The catalogue can not be stored; nothing was applied', issues.slice(0, MAX_ISSUES))
  return { roles: toRoleCatalogue(teamRoles), teams: new Map(teams.map((team) => toEntry(team, ids))) }
}

function toEntry(team: CatalogueTeamInput, ids: ReadonlyMap<TeamKey, string>): [TeamKey, Team] {
  const { description = null, name = team.id, parent = null, type = 'Team' } = team
  const key = toTeamKey(team.id)
  const above = parent === null ? null : (ids.get(toTeamKey(parent)) ?? parent)
  return [key, { id: ids.get(key) ?? team.id, key, name, type, parent: above, description }]
}

function findWrongRoles(teamRoles: CatalogueInput['teamRoles']): readonly Issue[] {
  if (teamRoles === 'default') return []
  if (teamRoles.length > 0) return findRepeatedRoles(teamRoles)
  return [{ path: 'team-roles', message: 'at least one role was expected; the mode "default" has the usual ones' }]
}

function findWrongTeams(teams: readonly CatalogueTeamInput[], ids: ReadonlyMap<TeamKey, string>): readonly Issue[] {
  const parents = new Map(teams.map(({ id, parent }) => [toTeamKey(id), parent == null ? null : toTeamKey(parent)]))
  const seen = new Set<TeamKey>()
  const issues: Issue[] = []
  for (const [index, { id, parent = null }] of teams.entries()) {
    const key = toTeamKey(id)
    const say = (field: string, message: string) => issues.push({ path: `teams[${index}].${field}`, message })
    if (!isKeyLength(key)) say('id', LONG_KEY)
    if (seen.has(key)) say('id', `"${id}" is there twice; ids compare without regard to case`)
    seen.add(key)
    if (parent === null) continue
    if (!ids.has(toTeamKey(parent))) say('parent', `there is no team "${parent}" in the set${guess(parent, ids)}`)
    else if (isAboveItself(key, parents)) say('parent', `"${id}" would be above itself`)
  }
  return issues
}

/** To look through more takes longer than a guess is worth. */
const mostGuessed = 2_000

function guess(parent: string, ids: ReadonlyMap<TeamKey, string>): string {
  const meant = ids.size > mostGuessed ? undefined : nearestWord(parent, [...ids.values()])
  return meant === undefined ? '' : `; did you mean "${meant}"?`
}

function isAboveItself(key: TeamKey, parents: ReadonlyMap<TeamKey, TeamKey | null>): boolean {
  const passed = new Set<TeamKey>()
  for (let above = parents.get(key) ?? null; above !== null && !passed.has(above); above = parents.get(above) ?? null) {
    if (above === key) return true
    passed.add(above)
  }
  return false
}
