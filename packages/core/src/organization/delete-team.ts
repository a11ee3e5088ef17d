import { toTeamKey } from '../directory/team.ts'
import { change, withChangedTeams } from '../change/change.ts'
import { writeGrants } from '../roles/write-grants.ts'
import { recordTeamExistence } from '../roles/record-team-existence.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { toTold } from './put-team.ts'
import { getTeam } from './read-team.ts'

/** Deletes a team: its manual grants go, what the mapping gives waits until the team is there again. Throws NotFound. */
export async function deleteTeam(context: OperationContext, id: string): Promise<void> {
  await change(context, async (scope) => {
    const { tx } = scope
    const team = await getTeam(tx, id)
    const manual = await tx.grants.list({ scope: `team:${team.key}`, source: 'manual' })
    await writeGrants(scope, { put: [], deleted: manual })
    await tx.teams.delete(toTeamKey(id))
    scope.record('TeamDeleted', `teams/${team.id}`, { before: toTold(team) })
    await recordTeamExistence(withChangedTeams(scope), team.key, 'deleted')
  })
}
