import { judgeGrant, type RoleCircumstances } from '../directory/resolve-roles.ts'
import type { TeamKey } from '../directory/team.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { recordGrantChange } from './record-grant-change.ts'

/**
 * Grants may come before their team: they wait, and are in force from the moment it exists; when it is
 * gone they wait again. Called with the teams already made or deleted.
 */
export async function recordTeamExistence(
  scope: ChangeScope,
  keys: readonly TeamKey[],
  became: 'created' | 'deleted',
): Promise<void> {
  const { tx } = scope
  const grants = await tx.grants.list({ scopes: keys.map((key) => `team:${key}` as const) })
  if (grants.length === 0) return
  const circumstances = await scope.circumstances()
  const existing = became === 'created' ? circumstances : withTeams(circumstances, keys)
  const users = await tx.users.findMany([...new Set(grants.map(({ userId }) => userId))])
  const active = new Map(users.map((user) => [user.id, user.active]))
  for (const grant of grants) {
    const memberActive = active.get(grant.userId) ?? false
    if (!judgeGrant(grant, memberActive, existing).effective) continue
    const type = became === 'created' ? 'RoleResumed' : 'RoleSuspended'
    recordGrantChange(scope, type, judgeGrant(grant, memberActive, circumstances))
  }
}

function withTeams(circumstances: RoleCircumstances, keys: readonly TeamKey[]): RoleCircumstances {
  return { ...circumstances, teamIds: new Map([...circumstances.teamIds, ...keys.map((key) => [key, key] as const)]) }
}
