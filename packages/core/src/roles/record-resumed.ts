import type { Grant } from '../directory/grant.ts'
import { judgeGrant } from '../directory/resolve-roles.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { recordGrantChange } from './record-grant-change.ts'

/** Tells of grants that have waited for their role: those are in force now whose team there is, too. */
export async function recordResumed(scope: ChangeScope, waiting: readonly Grant[]): Promise<void> {
  const inTeams = waiting.filter((grant) => grant.scope !== 'organization')
  if (inTeams.length === 0) return
  const circumstances = await scope.circumstances()
  const active = await scope.tx.people.findActive([...new Set(inTeams.map(({ userId }) => userId))])
  for (const grant of inTeams) {
    const judged = judgeGrant(grant, active.get(grant.userId) ?? false, circumstances)
    if (judged.effective) recordGrantChange(scope, 'RoleResumed', judged)
  }
}
