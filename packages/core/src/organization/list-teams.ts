import type { TeamView } from '../directory/team-view.ts'
import type { KeysetPage } from '../store/resources.ts'
import { resolveRoles } from '../directory/resolve-roles.ts'
import { toTeamKey } from '../directory/team.ts'
import { readCurrentCircumstances } from '../roles/circumstances.ts'
import { viewTeams } from './view-teams.ts'
import { getMember, type MemberName } from './find-member.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** Teams by folded id: a page, each with its members. */
export async function listTeams(context: OperationContext, page: KeysetPage): Promise<readonly TeamView[]> {
  const reader = context.store.read(context.organizationId)
  return viewTeams(context, reader, await reader.teams.list(page))
}

/** The teams in which one person has an effective role. Throws NotFound. */
export async function listTeamsOf(context: OperationContext, name: MemberName): Promise<readonly TeamView[]> {
  const reader = context.store.read(context.organizationId)
  const user = await getMember(reader, name)
  const grants = await reader.grants.list({ userIds: [user.id] })
  const { teams } = resolveRoles(user, grants, await readCurrentCircumstances(context, reader))
  const keys = teams.map(({ teamId }) => toTeamKey(teamId))
  return viewTeams(context, reader, await reader.teams.findMany(keys))
}
