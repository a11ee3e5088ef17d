import type { Grant } from '../directory/grant.ts'
import { teamKeyOf } from '../directory/resolve-roles.ts'
import type { TeamKey } from '../directory/team.ts'
import { withChangedTeams } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { recordTeamExistence } from './record-team-existence.ts'

/** Makes the teams that grants need, where the mapping says `createMissing`; a grant that is withheld needs none. */
export async function createMissingTeams(scope: ChangeScope, grants: readonly Grant[]): Promise<void> {
  if (scope.mapping?.policy.createMissingTeams !== true) return
  const { teamIds } = await scope.circumstances()
  const needed = grants
    .filter(({ desired, hold }) => desired && hold !== 'withheld')
    .flatMap(({ scope: at }) => teamKeyOf(at) ?? [])
  for (const key of new Set(needed)) if (!teamIds.has(key)) await createTeam(scope, key)
}

async function createTeam(scope: ChangeScope, key: TeamKey): Promise<void> {
  await scope.tx.teams.put({ id: key, key, name: key, type: 'Team', parent: null, description: null })
  scope.record('TeamCreated', `teams/${key}`)
  await recordTeamExistence(withChangedTeams(scope), key, 'created')
}
