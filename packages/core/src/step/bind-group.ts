import type { GroupRecord } from '../directory/member.ts'
import type { ChangeScope } from './change-scope.ts'

/**
 * Binds a name of the mapping to a group that is new or has just got that name, unless a group has it
 * already. The binding is to the id, so a later rename is followed. Answers whether it was bound now.
 */
export async function bindGroup(scope: ChangeScope, group: GroupRecord): Promise<boolean> {
  const { mapping, tx } = scope
  if (mapping === null || !mapping.groupNames.has(group.displayNameKey)) return false
  if ((await tx.bindings.ofName(group.displayNameKey)).length > 0) return false
  await bind(scope, group.displayNameKey, group)
  return true
}

/**
 * Ends the bindings of names to a group that is gone; the next group of the name, by id, takes its
 * place. Answers the groups that were bound.
 */
export async function unbindGroup(
  scope: ChangeScope,
  groupId: string,
  nameKeys: readonly string[],
): Promise<readonly string[]> {
  await scope.tx.bindings.delete(nameKeys.map((nameKey) => ({ nameKey, groupId })))
  for (const name of nameKeys) scope.record('GroupUnbound', `groups/${groupId}`, { name })
  return bindNames(scope, nameKeys)
}

/** Binds unbound names to the lowest id that has each. Answers the groups that were bound. */
export async function bindNames(scope: ChangeScope, nameKeys: readonly string[]): Promise<readonly string[]> {
  const { tx } = scope
  if (nameKeys.length === 0) return []
  const candidates = await tx.groups.findIdsByNames(nameKeys)
  const ids = [...candidates.values()].flatMap(([lowest]) => (lowest === undefined ? [] : [lowest]))
  for (const group of await tx.groups.findMany(ids)) await bind(scope, group.displayNameKey, group)
  return ids
}

async function bind(scope: ChangeScope, nameKey: string, group: Pick<GroupRecord, 'id' | 'externalId'>): Promise<void> {
  await scope.tx.bindings.put([{ nameKey, groupId: group.id, externalId: group.externalId, state: 'bound' }])
  scope.record('GroupBound', `groups/${group.id}`, { name: nameKey })
}
