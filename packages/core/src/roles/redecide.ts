import type { FactKind } from '../plugin/mapping-kind.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { decide, type DecisionTarget } from './decide.ts'
import { reconcile } from './reconcile.ts'

/** How many people are decided by one round of statements. */
const chunkSize = 500

const groupFacts: ReadonlySet<FactKind> = new Set(['groups'])

/** Decides everybody in bound groups, and everybody whom the mapping has given something. */
export async function redecideMembers(scope: ChangeScope, boundGroups: readonly string[]): Promise<void> {
  const { tx } = scope
  const members = boundGroups.length === 0 ? [] : await tx.members.listUserIds(boundGroups)
  const holders = await tx.grants.listUserIds('mapping')
  const ids = [...new Set([...members, ...holders])].sort()
  for (let start = 0; start < ids.length; start += chunkSize) {
    await decideChunk(scope, ids.slice(start, start + chunkSize))
  }
}

async function decideChunk(scope: ChangeScope, userIds: readonly string[]): Promise<void> {
  const targets = userIds.map((id): DecisionTarget => ({ id, user: null }))
  await reconcile(scope, userIds, await decide(scope, targets, groupFacts))
}
