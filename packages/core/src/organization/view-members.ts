import { shownSource, type Grant } from '../directory/grant.ts'
import type { GrantView, MemberDetail, MemberView } from '../directory/member-view.ts'
import type { UserRecord } from '../directory/member.ts'
import { resolveRoles, teamKeyOf, type JudgedGrant, type RoleCircumstances } from '../directory/resolve-roles.ts'
import type { OperationServices } from '../change/operation-context.ts'
import type { StoreReader } from '../store.ts'
import { readCurrentCircumstances } from '../roles/circumstances.ts'
import { viewNesting } from '../roles/view-nesting.ts'
import { viewWaiting } from '../roles/view-waiting.ts'
import { viewUserFindings } from './view-findings.ts'

/** The clock, and the mapping that says in which teams manual roles are suppressed. */
type ViewServices = Pick<OperationServices, 'mappings' | 'now'>

/** Members as applications read them, with their effective roles. */
export async function viewMembers(
  services: ViewServices,
  reader: StoreReader,
  users: readonly UserRecord[],
): Promise<readonly MemberView[]> {
  const details = await resolveMembersRoles(services, reader, users)
  return details.map(({ view }) => view)
}

/** One member with everything that gives, or would give, a role, and with the findings about it. */
export async function viewMember(services: ViewServices, reader: StoreReader, user: UserRecord): Promise<MemberDetail> {
  const [detail] = await resolveMembersRoles(services, reader, [user])
  if (detail === undefined) throw new Error('a user always has a view')
  const groupIds = detail.grants.map(({ grant }) => grant.groupId).filter((id) => id !== '')
  const groups = await reader.groups.findMany([...new Set(groupIds)])
  const names = new Map(groups.map(({ id, displayName }) => [id, displayName]))
  return {
    ...detail.view,
    grants: detail.grants.map((judged) => toGrantView(judged, names, detail.circumstances)),
    findings: [
      ...(await viewUserFindings(reader, user)),
      ...(await viewNesting(services, reader, user)),
      ...(await viewWaiting(services, reader, detail.grants)),
    ],
  }
}

interface ResolvedMember {
  readonly view: MemberView
  readonly grants: readonly JudgedGrant[]
  readonly circumstances: RoleCircumstances
}

async function resolveMembersRoles(
  services: ViewServices,
  reader: StoreReader,
  users: readonly UserRecord[],
): Promise<readonly ResolvedMember[]> {
  if (users.length === 0) return []
  const grants = await reader.grants.list({ userIds: users.map(({ id }) => id) })
  const circumstances = await readCurrentCircumstances(services, reader)
  const byUser = groupByUser(grants)
  return users.map((user) => {
    const roles = resolveRoles(user, byUser.get(user.id) ?? [], circumstances)
    return { view: toView(user, roles), grants: roles.grants, circumstances }
  })
}

function groupByUser(grants: readonly Grant[]): ReadonlyMap<string, Grant[]> {
  const byUser = new Map<string, Grant[]>()
  for (const grant of grants) {
    const list = byUser.get(grant.userId)
    if (list === undefined) byUser.set(grant.userId, [grant])
    else list.push(grant)
  }
  return byUser
}

function toView(user: UserRecord, { role, teams }: Pick<MemberView, 'role' | 'teams'>): MemberView {
  const displayName = user.data['displayName']
  return {
    emailAddress: user.userName,
    userId: user.id,
    displayName: typeof displayName === 'string' ? displayName : null,
    role,
    status: user.active ? 'active' : 'inactive',
    emailValidated: user.emailValidated,
    teams,
  }
}

export function toGrantView(
  { grant, state, effective }: JudgedGrant,
  groupNames: ReadonlyMap<string, string>,
  { teamIds }: RoleCircumstances,
): GrantView {
  const teamKey = teamKeyOf(grant.scope)
  return {
    scope: teamKey === null ? grant.scope : `team:${teamIds.get(teamKey) ?? teamKey}`,
    role: grant.role,
    source: shownSource(grant),
    state,
    effective,
    rule: grant.ruleId === '' ? null : grant.ruleId,
    group: groupNames.get(grant.groupId) ?? null,
    groupId: grant.groupId === '' ? null : grant.groupId,
    mappingVersion: grant.mappingVersion,
    since: grant.since,
    expiresAt: grant.expiresAt,
  }
}
