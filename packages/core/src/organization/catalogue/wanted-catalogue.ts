import type { RoleCatalogue } from '../../directory/role-catalogue.ts'
import { toTeamKey, type Team, type TeamKey } from '../../directory/team.ts'
import { UnprocessableError } from '../../errors.ts'
import { nearestWord } from '../../host/nearest-word.ts'
import { MAX_ISSUES, type Issue } from '../../scim/errors.ts'
import { isKeyLength, LONG_KEY } from '../../scim/resource/key-length.ts'
import { findWrongNames, toRoleCatalogue, type TeamRoleInput } from '../team-roles.ts'

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
  if (teamRoles.length > 0) return findWrongNames(teamRoles)
  return [{ path: 'team-roles', message: 'at least one role was expected; the mode "default" has the usual ones' }]
}

function findWrongTeams(teams: readonly CatalogueTeamInput[], ids: ReadonlyMap<TeamKey, string>): readonly Issue[] {
  const parents = new Map(teams.map(({ id, parent }) => [toTeamKey(id), parent == null ? null : toTeamKey(parent)]))
  const circles = findCircles(parents)
  const seen = new Set<TeamKey>()
  const issues: Issue[] = []
  for (const [index, { id, parent = null }] of teams.entries()) {
    if (issues.length >= MAX_ISSUES) break
    const key = toTeamKey(id)
    const say = (field: string, message: string) => issues.push({ path: `teams[${index}].${field}`, message })
    if (!isKeyLength(key)) say('id', LONG_KEY)
    if (seen.has(key)) say('id', `"${id}" is there twice; ids compare without regard to case`)
    seen.add(key)
    if (parent === null) continue
    if (!ids.has(toTeamKey(parent)))
      say('parent', `there is no team "${parent}" in the set${issues.length < guesses ? guess(parent, ids) : ''}`)
    else if (circles.has(key)) say('parent', `"${id}" would be above itself`)
  }
  return issues
}

/** What was meant is guessed so often, among so many, and of texts of so many letters: more takes longer than it is worth. */
const guesses = 10
const mostGuessed = 1_000
const longestGuessed = 64

function guess(parent: string, ids: ReadonlyMap<TeamKey, string>): string {
  if (ids.size > mostGuessed || parent.length > longestGuessed) return ''
  const known = [...ids.values()].filter((id) => id.length <= longestGuessed)
  const meant = nearestWord(parent, known)
  return meant === undefined ? '' : `; did you mean "${meant}"?`
}

/** The teams that would be above themselves; each is looked at once. */
function findCircles(parents: ReadonlyMap<TeamKey, TeamKey | null>): ReadonlySet<TeamKey> {
  const circles = new Set<TeamKey>()
  const passed = new Set<TeamKey>()
  for (const start of parents.keys()) {
    const way = new Set<TeamKey>()
    let at: TeamKey | null = start
    for (; at !== null && !passed.has(at); at = parents.get(at) ?? null) {
      passed.add(at)
      way.add(at)
    }
    // Back on its own way: from there on it goes round.
    if (at === null || !way.has(at)) continue
    const ordered = [...way]
    for (const key of ordered.slice(ordered.indexOf(at))) circles.add(key)
  }
  return circles
}
