import { hash } from 'node:crypto'

import type { CatalogueRefusal } from '../../directory/catalogue-plan.ts'
import type { RoleCatalogue } from '../../directory/role-catalogue.ts'
import type { Team } from '../../directory/team.ts'
import type { CatalogueEffects } from './collect-effects.ts'
import type { StandingCatalogue } from './compare-catalogue.ts'
import type { WantedCatalogue } from './wanted-catalogue.ts'

/** Of the team roles and the teams that there are: equal where these are. */
export function digestCatalogue({ roles, teams }: StandingCatalogue): string {
  return toDigest(['catalogue', toRoleList(roles), teams.map(toTeamList)])
}

/** Of the team roles alone. */
export function digestRoles(roles: RoleCatalogue): string {
  return toDigest(['roles', toRoleList(roles)])
}

/** Of all that somebody has looked at before it is applied: what there is, what is wanted, and all that follows from it. */
export function digestPlan(
  standing: StandingCatalogue,
  { roles, teams }: WantedCatalogue,
  { gained, lost }: CatalogueEffects,
  refusals: readonly CatalogueRefusal[],
): string {
  const wanted = { roles, teams: [...teams.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)) }
  return toDigest([
    'plan',
    digestCatalogue(standing),
    digestCatalogue(wanted),
    gained.map(({ role, scope, userId }) => [userId, scope, role]),
    lost.map(({ role, scope, userId, waits }) => [userId, scope, role, waits]),
    refusals.map(({ code, detail }) => [code, detail]),
  ])
}

function toDigest(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 32)
}

function toRoleList({ mode, teamRoles }: RoleCatalogue) {
  return [
    mode,
    teamRoles.map(({ description, name, permissions, precedence, privileged, rank }) => {
      return [name, description, rank, precedence, permissions, privileged]
    }),
  ]
}

function toTeamList({ description, id, name, parent, type }: Team) {
  return [id, name, type, parent, description]
}
