import type { GroupRecord } from '../directory/member.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { decide } from './decide.ts'
import { readStored } from './read-stored.ts'
import { reconcile } from './reconcile.ts'

/** How many people are decided by one round of statements. */
const chunkSize = 500

/** What a change of groups concerns. */
export const groupFacts: ReadonlySet<FactKind> = new Set(['groups'])

/**
 * Decides people whose memberships have changed, or whose groups now mean something else; with `facts`, what these concern. One
 * person for whom a hook fails stops no change of a group. `groups` are at hand, and need not be read.
 */
export async function decideMembers(
  scope: ChangeScope,
  userIds: readonly string[],
  facts: ReadonlySet<FactKind> = groupFacts,
  groups: readonly GroupRecord[] = [],
): Promise<void> {
  const known = new Map(groups.map((group) => [group.id, group]))
  for (let start = 0; start < userIds.length; start += chunkSize) {
    const ids = userIds.slice(start, start + chunkSize)
    const targets = ids.map((id) => ({ id, user: null }))
    const [decision, stored] = await Promise.all([
      decide(scope, targets, facts, 'read', 'kept', known),
      readStored(scope, ids, facts),
    ])
    await reconcile(scope, ids, decision, stored)
  }
}

/** Decides everybody in bound groups, and everybody whom the mapping has given something. */
export async function decideHolders(scope: ChangeScope, boundGroups: readonly string[]): Promise<void> {
  const { tx } = scope
  const [members, holders] = await Promise.all([
    boundGroups.length === 0 ? [] : tx.members.listUserIds(boundGroups),
    tx.grants.listUserIds('mapping'),
  ])
  await decideMembers(scope, [...new Set([...members, ...holders])].sort())
}
