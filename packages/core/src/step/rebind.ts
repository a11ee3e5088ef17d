import { bindNames } from './bind-group.ts'
import type { ChangeScope } from './change-scope.ts'

/**
 * Binds the names of a new mapping. A binding survives as long as an entry uses its name; names that
 * no entry uses any more are let go. Answers the groups that were or are bound.
 */
export async function rebind(scope: ChangeScope): Promise<readonly string[]> {
  const { mapping, tx } = scope
  const names = mapping?.groupNames ?? new Set<string>()
  const before = await tx.bindings.list()
  const unused = before.filter(({ nameKey }) => !names.has(nameKey))
  if (unused.length > 0) await tx.bindings.delete(unused)
  for (const { nameKey, groupId } of unused) scope.record('GroupUnbound', `groups/${groupId}`, { name: nameKey })
  const bound = new Set(before.map(({ nameKey }) => nameKey))
  const added = await bindNames(
    scope,
    [...names].filter((name) => !bound.has(name)),
  )
  return [...new Set([...before.map(({ groupId }) => groupId), ...added])]
}
