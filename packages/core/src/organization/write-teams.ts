import { withChangedTeams } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import type { Team } from '../directory/team.ts'
import { recordTeamExistence } from '../roles/record-team-existence.ts'
import { writeGrants } from '../roles/write-grants.ts'

/** A team as it is to be, and as it was; `undefined` for a new one. */
export interface WrittenTeam {
  readonly before: Team | undefined
  readonly after: Team
}

/** Makes and changes teams; what grants have waited for is in force. */
export async function writeTeams(unchanged: ChangeScope, teams: readonly WrittenTeam[]): Promise<ChangeScope> {
  await unchanged.tx.teams.put(teams.map(({ after }) => after))
  const scope = withChangedTeams(unchanged)
  for (const { after, before } of teams) {
    const subject = `teams/${after.id}`
    if (before === undefined) scope.record('TeamCreated', subject, { after: toTold(after) })
    else scope.record('TeamUpdated', subject, { before: toTold(before), after: toTold(after) })
  }
  const created = teams.filter(({ before }) => before === undefined).map(({ after }) => after.key)
  if (created.length > 0) await recordTeamExistence(scope, created, 'created')
  return scope
}

/** Deletes teams with their manual grants; what the mapping gives waits until they are there again. */
export async function removeTeams(unchanged: ChangeScope, teams: readonly Team[]): Promise<ChangeScope> {
  const { tx } = unchanged
  const keys = teams.map(({ key }) => key)
  const manual = await tx.grants.list({ scopes: keys.map((key) => `team:${key}` as const), source: 'manual' })
  await writeGrants(unchanged, { put: [], deleted: manual })
  await tx.teams.delete(keys)
  for (const team of teams) unchanged.record('TeamDeleted', `teams/${team.id}`, { before: toTold(team) })
  const scope = withChangedTeams(unchanged)
  await recordTeamExistence(scope, keys, 'deleted')
  return scope
}

/** All of a team that somebody decides. */
function toTold({ description, name, parent, type }: Team) {
  return { name, type, parent, description }
}
