import type { FactKind } from '../plugin/mapping-kind.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { decide } from './decide.ts'
import { reconcile } from './reconcile.ts'

const groupFacts: ReadonlySet<FactKind> = new Set(['groups'])

/** Decides the roles of people whose memberships have changed, or whose groups now mean something else. */
export async function decideMembers(scope: ChangeScope, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return
  const decision = await decide(
    scope,
    userIds.map((id) => ({ id, user: null })),
    groupFacts,
  )
  await reconcile(scope, userIds, decision)
}
