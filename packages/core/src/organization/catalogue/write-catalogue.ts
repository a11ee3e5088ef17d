import type { ChangeScope } from '../../change/operation-context.ts'
import type { CatalogueDifference } from '../../directory/catalogue-plan.ts'
import { writeTeamRoles } from '../team-roles.ts'
import { removeTeams, writeTeams } from '../write-teams.ts'
import { changedTeams, type StandingCatalogue } from './compare-catalogue.ts'
import type { WantedCatalogue } from './wanted-catalogue.ts'

/** Makes team roles and teams equal to the wanted ones. What is removed goes first: nobody then has a role of it any more. */
export async function writeCatalogue(
  scope: ChangeScope,
  standing: StandingCatalogue,
  wanted: WantedCatalogue,
  difference: CatalogueDifference,
): Promise<void> {
  const { created, removed } = difference.teams
  const written = [...created.map((after) => ({ before: undefined, after })), ...changedTeams(difference)]
  if (removed.length > 0) await removeTeams(scope, removed)
  if (written.length > 0) await writeTeams(scope, written)
  if (!isSame(standing, wanted, difference)) await writeTeamRoles(scope, standing.roles, wanted.roles)
}

/** Nothing is told of team roles that stay as they are. */
function isSame(standing: StandingCatalogue, wanted: WantedCatalogue, { roles }: CatalogueDifference): boolean {
  const differing = roles.created.length + roles.changed.length + roles.removed.length
  return differing === 0 && standing.roles.mode === wanted.roles.mode
}
