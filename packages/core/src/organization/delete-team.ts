import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { getTeam } from './read-team.ts'
import { removeTeams } from './write-teams.ts'

/** Deletes a team: its manual grants go, what the mapping gives waits until the team is there again. Throws NotFound. */
export async function deleteTeam(context: OperationContext, id: string): Promise<void> {
  await change(context, async (scope) => {
    await removeTeams(scope, [await getTeam(scope.tx, id)])
  })
}
