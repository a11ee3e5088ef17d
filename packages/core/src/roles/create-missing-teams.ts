import type { Grant } from '../directory/grant.ts'
import { teamKeyOf } from '../directory/resolve-roles.ts'
import type { TeamKey } from '../directory/team.ts'
import { withChangedTeams } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { recordTeamExistence } from './record-team-existence.ts'
import { spellTeam } from './spell-team.ts'

/**
 * Makes the teams that grants need, where the mapping says `createMissing`, as they are written in the file, in the name
 * of the group or in the attribute; a grant that is withheld needs none.
 */
export async function createMissingTeams(scope: ChangeScope, grants: readonly Grant[]): Promise<void> {
  if (scope.mapping?.policy.createMissingTeams !== true) return
  const { teamIds } = await scope.circumstances()
  const needed = new Map<TeamKey, Grant>()
  for (const grant of grants) {
    const key = teamKeyOf(grant.scope)
    if (key === null || !grant.desired || grant.hold === 'withheld' || teamIds.has(key)) continue
    needed.set(key, needed.get(key) ?? grant)
  }
  for (const [key, grant] of needed) await createTeam(scope, key, await spellTeam(scope.tx, scope.mapping, key, grant))
}

async function createTeam(scope: ChangeScope, key: TeamKey, id: string): Promise<void> {
  await scope.tx.teams.put([{ id, key, name: id, type: 'Team', parent: null, description: null }])
  scope.record('TeamCreated', `teams/${id}`)
  await recordTeamExistence(withChangedTeams(scope), [key], 'created')
}
