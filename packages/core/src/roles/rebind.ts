import { bindNames, endBindings, isBound } from './bind-group.ts'
import type { ChangeScope } from '../change/operation-context.ts'

/**
 * Binds the names of a new mapping. A binding survives as long as an entry uses its name; names that
 * no entry uses any more are let go. Answers the groups that a name had, or has, to do with.
 */
export async function rebind(scope: ChangeScope): Promise<readonly string[]> {
  const { mapping, tx } = scope
  const names = mapping?.groupNames ?? new Set<string>()
  const before = await tx.bindings.list()
  const unused = before.filter(({ nameKey }) => !names.has(nameKey))
  await endBindings(scope, unused)
  for (const { nameKey, groupId } of unused.filter(isBound))
    scope.record('GroupUnbound', `groups/${groupId}`, { name: nameKey })
  const bound = new Set(before.map(({ nameKey }) => nameKey))
  const added = await bindNames(
    scope,
    [...names].filter((name) => !bound.has(name)),
  )
  return [...new Set([...before.map(({ groupId }) => groupId), ...added])]
}
