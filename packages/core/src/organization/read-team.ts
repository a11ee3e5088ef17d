import type { TeamView } from '../directory/team-view.ts'
import { toTeamKey, type Team } from '../directory/team.ts'
import { NotFound } from '../scim/errors.ts'
import type { StoreReader } from '../store.ts'
import { viewTeams } from './view-teams.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** One team with its members; the id compares without regard to case. Throws NotFound. */
export async function readTeam(context: OperationContext, id: string): Promise<TeamView> {
  const reader = context.store.read(context.organizationId)
  const [view] = await viewTeams(context, reader, [await getTeam(reader, id)])
  return view as TeamView
}

/** The team that a request names. Throws NotFound. */
export async function getTeam(reader: StoreReader, id: string): Promise<Team> {
  const team = await reader.teams.find(toTeamKey(id))
  if (team === undefined) throw new NotFound(`There is no team with the id ${id}`)
  return team
}
