import type { CatalogueDifference, TeamChange } from '../../directory/catalogue-plan.ts'
import { findRole, type RoleCatalogue, type TeamRole } from '../../directory/role-catalogue.ts'
import type { Team } from '../../directory/team.ts'
import { deepEqual } from '../../scim/deep-equal.ts'
import type { WantedCatalogue } from './wanted-catalogue.ts'

/** The team roles and the teams that there are. */
export interface StandingCatalogue {
  readonly roles: RoleCatalogue
  readonly teams: readonly Team[]
}

/** What has to happen for the standing set to be the wanted one. */
export function compareCatalogue(standing: StandingCatalogue, wanted: WantedCatalogue): CatalogueDifference {
  const there = new Set(standing.teams.map(({ key }) => key))
  const kept = standing.teams.flatMap((before): TeamChange[] => {
    const after = wanted.teams.get(before.key)
    return after === undefined ? [] : [{ before, after }]
  })
  const differing = (...fields: readonly (keyof Team)[]) =>
    kept.filter(({ after, before }) => fields.some((field) => after[field] !== before[field]))
  return {
    teams: {
      created: [...wanted.teams.values()].filter(({ key }) => !there.has(key)),
      renamed: differing('name'),
      moved: differing('parent'),
      described: differing('type', 'description'),
      removed: standing.teams.filter(({ key }) => !wanted.teams.has(key)),
    },
    roles: compareRoles(standing.roles.teamRoles, wanted.roles.teamRoles),
  }
}

function compareRoles(standing: readonly TeamRole[], wanted: readonly TeamRole[]): CatalogueDifference['roles'] {
  return {
    created: wanted.filter(({ name }) => findRole(standing, name) === undefined),
    changed: standing.flatMap((before) => {
      const after = findRole(wanted, before.name)
      return after === undefined || deepEqual({ ...before }, { ...after }) ? [] : [{ before, after }]
    }),
    removed: standing.filter(({ name }) => findRole(wanted, name) === undefined),
  }
}

/** The teams that are written over, each once. */
export function changedTeams({ teams }: CatalogueDifference): readonly TeamChange[] {
  const changes = [...teams.renamed, ...teams.moved, ...teams.described]
  return [...new Map(changes.map((one) => [one.after.key, one])).values()]
}
