import { shownSource, type ShownSource } from '../directory/grant.ts'
import { judgeGrant, teamKeyOf, type JudgedGrant, type RoleCircumstances } from '../directory/resolve-roles.ts'
import { findRole } from '../directory/role-catalogue.ts'
import type { TeamMemberView, TeamView } from '../directory/team-view.ts'
import type { Team } from '../directory/team.ts'
import type { UserRecord } from '../directory/member.ts'
import type { OperationServices } from '../change/operation-context.ts'
import type { StoreReader } from '../store.ts'
import { readCurrentCircumstances } from '../roles/circumstances.ts'

/** Teams as applications read them, with the members that effective grants give. */
export async function viewTeams(
  services: Pick<OperationServices, 'mappings' | 'now'>,
  reader: StoreReader,
  teams: readonly Team[],
): Promise<readonly TeamView[]> {
  const circumstances = await readCurrentCircumstances(services, reader)
  const grants = (await Promise.all(teams.map(({ key }) => reader.grants.list({ scope: `team:${key}` })))).flat()
  const ids = [...new Set(grants.map(({ userId }) => userId))]
  const users = new Map((await reader.users.findMany(ids)).map((user) => [user.id, user]))
  const effective = grants
    .map((grant) => judgeGrant(grant, users.get(grant.userId)?.active ?? false, circumstances))
    .filter((judged) => judged.effective)
  return teams.map((team) => toTeamView(team, effective, users, circumstances))
}

function toTeamView(
  { id, key, name, type, parent, description }: Team,
  effective: readonly JudgedGrant[],
  users: ReadonlyMap<string, UserRecord>,
  circumstances: RoleCircumstances,
): TeamView {
  const highest = new Map<string, JudgedGrant>()
  for (const judged of effective) {
    if (teamKeyOf(judged.grant.scope) !== key) continue
    const standing = highest.get(judged.grant.userId)
    if (standing === undefined || isHigher(judged, standing, circumstances)) highest.set(judged.grant.userId, judged)
  }
  const members = [...highest.values()]
    .map(({ grant }): TeamMemberView => ({
      emailAddress: users.get(grant.userId)?.userName ?? '',
      role: grant.role,
      source: toSource(shownSource(grant)),
    }))
    .sort((a, b) => (a.emailAddress < b.emailAddress ? -1 : 1))
  return { id, name, type, parent, description, members }
}

/** What a person gives in an emergency is given by hand, too. */
function toSource(source: ShownSource): TeamMemberView['source'] {
  return source === 'break-glass' ? 'manual' : source
}

/** By precedence; between equals a manual grant is named, because it is the one that a person can change. */
function isHigher(a: JudgedGrant, b: JudgedGrant, { catalogue }: RoleCircumstances): boolean {
  const precedence = ({ grant }: JudgedGrant) => findRole(catalogue.teamRoles, grant.role)?.precedence ?? 0
  if (precedence(a) !== precedence(b)) return precedence(a) > precedence(b)
  return a.grant.source === 'manual' && b.grant.source !== 'manual'
}
