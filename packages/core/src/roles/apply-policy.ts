import type { MappingPolicy } from '../decider.ts'
import type { Grant } from '../directory/grant.ts'
import { judgeGrant } from '../directory/resolve-roles.ts'
import type { TeamKey } from '../directory/team.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { createMissingTeams } from './create-missing-teams.ts'
import { recordGrantChange } from './record-grant-change.ts'

/**
 * What follows from what a new mapping says beside its rules: manual grants are suppressed where the mapping has become the
 * only authority, and are back where it is no longer; teams that grants wait for are made.
 */
export async function applyPolicy(scope: ChangeScope, previous: Omit<MappingPolicy, 'limits'>): Promise<void> {
  const before = previous.authoritativeTeams
  const after = scope.mapping?.policy.authoritativeTeams ?? new Set<TeamKey>()
  for (const key of after) if (!before.has(key)) await recordManualGrants(scope, key, 'RoleSuspended')
  for (const key of before) if (!after.has(key)) await recordManualGrants(scope, key, 'RoleResumed')
  if (scope.mapping?.policy.createMissingTeams === true && !previous.createMissingTeams) {
    await createMissingTeams(scope, await scope.tx.grants.list({ source: 'mapping' }))
  }
}

async function recordManualGrants(
  scope: ChangeScope,
  key: TeamKey,
  type: 'RoleSuspended' | 'RoleResumed',
): Promise<void> {
  const { tx } = scope
  const manual = await tx.grants.list({ scope: `team:${key}`, source: 'manual' })
  const users = await tx.users.findMany([...new Set(manual.map(({ userId }) => userId))])
  const active = new Map(users.map((user) => [user.id, user.active]))
  const circumstances = await scope.circumstances()
  const otherwise = { ...circumstances, authoritativeTeams: new Set<TeamKey>() }
  const judge = (grant: Grant, under: typeof circumstances) =>
    judgeGrant(grant, active.get(grant.userId) ?? false, under)
  for (const grant of manual) {
    if (judge(grant, otherwise).effective) recordGrantChange(scope, type, judge(grant, circumstances))
  }
}
