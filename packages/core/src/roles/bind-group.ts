import type { GroupRecord } from '../directory/member.ts'
import type { Binding } from '../store/bindings.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { dissolveHolds } from './hold/close-hold.ts'
import { releaseWithheld } from './hold/release-withheld.ts'
import { openTakeover, takeoverTopic } from './hold/takeover.ts'

/**
 * A group that is new, or has just got its name, and the mapping uses that name: it is bound to it, by id, so that a
 * later rename is followed. Where the name is bound to another group already, it only claims the name: what it would give
 * is withheld, and an owner is asked. Answers whether the group now has to do with a name that it had nothing to do with.
 */
export async function bindGroup(scope: ChangeScope, group: GroupRecord): Promise<boolean> {
  const { mapping, tx } = scope
  const nameKey = group.displayNameKey
  if (mapping === null || !mapping.groupNames.has(nameKey)) return false
  const standing = await tx.bindings.ofName(nameKey)
  if (standing.some(({ groupId }) => groupId === group.id)) return false
  if (standing.some(isBound)) await claim(scope, nameKey, group)
  else await bind(scope, nameKey, group)
  return true
}

/** Ends what a group claimed by a name that it no longer has. Answers whether there was anything. */
export async function endClaims(scope: ChangeScope, group: GroupRecord): Promise<boolean> {
  if ((scope.mapping?.groupNames.size ?? 0) === 0) return false
  const own = await scope.tx.bindings.ofGroup(group.id)
  const ended = own.filter((binding) => !isBound(binding) && binding.nameKey !== group.displayNameKey)
  await endBindings(scope, ended)
  return ended.length > 0
}

/**
 * Ends the bindings of names to a group that is gone; of the groups that have a name which nobody is bound to now, the
 * lowest id takes its place. Answers the groups that were bound.
 */
export async function unbindGroup(
  scope: ChangeScope,
  groupId: string,
  bindings: readonly Binding[],
): Promise<readonly string[]> {
  const free: string[] = []
  // Before they end: what is written is not to be read.
  for (const { nameKey } of bindings.filter(isBound)) {
    const others = (await scope.tx.bindings.ofName(nameKey)).filter((other) => other.groupId !== groupId)
    if (!others.some(isBound)) free.push(nameKey)
  }
  await endBindings(scope, bindings)
  for (const { nameKey } of bindings.filter(isBound)) {
    scope.record('GroupUnbound', `groups/${groupId}`, { name: nameKey })
  }
  const successors = await bindNames(scope, free, groupId)
  for (const successor of successors) await endTakeover(scope, successor)
  return successors
}

/** A group that claimed a name, and that the name is bound to now, waits for nobody any more. */
async function endTakeover(scope: ChangeScope, groupId: string): Promise<void> {
  const bound = (await scope.tx.bindings.ofGroup(groupId)).filter(isBound)
  for (const binding of bound) await dissolveHolds(scope, { kind: 'takeover', topic: takeoverTopic(binding) })
  await releaseWithheld(scope, groupId)
}

/**
 * Binds names that no group is bound to: to the lowest id of those that have each; the others claim it. One that is going has
 * none any more. Answers the groups that have to do with one now.
 */
export async function bindNames(
  scope: ChangeScope,
  nameKeys: readonly string[],
  going?: string,
): Promise<readonly string[]> {
  const { tx } = scope
  const found = await tx.groups.findIdsByNames(nameKeys)
  const candidates = [...found.values()].map((ids) => ids.filter((id) => id !== going))
  const groups = await tx.groups.findMany(candidates.flat())
  const lowest = new Set(candidates.map(([id]) => id))
  for (const group of groups) {
    if (lowest.has(group.id)) await bind(scope, group.displayNameKey, group)
  }
  for (const group of groups) {
    if (!lowest.has(group.id)) await claim(scope, group.displayNameKey, group)
  }
  return groups.map(({ id }) => id)
}

/** Ends bindings and claims, and what waits for an owner because of a claim. */
export async function endBindings(scope: ChangeScope, bindings: readonly Binding[]): Promise<void> {
  if (bindings.length === 0) return
  await scope.tx.bindings.delete(bindings)
  for (const binding of bindings) {
    if (!isBound(binding)) await dissolveHolds(scope, { kind: 'takeover', topic: takeoverTopic(binding) })
    if (binding.state === 'changed') {
      await dissolveHolds(scope, { kind: 'external-id-changed', subject: `groups/${binding.groupId}` })
    }
  }
}

/** Whether the group gives what the name gives, rather than only claiming it. */
export function isBound({ state }: Pick<Binding, 'state'>): boolean {
  return state !== 'claimed'
}

async function bind(scope: ChangeScope, nameKey: string, group: Pick<GroupRecord, 'id' | 'externalId'>): Promise<void> {
  const binding: Binding = { nameKey, groupId: group.id, externalId: group.externalId, state: 'bound' }
  await scope.tx.bindings.put([binding])
  scope.record('GroupBound', `groups/${group.id}`, { name: nameKey })
}

async function claim(scope: ChangeScope, nameKey: string, group: GroupRecord): Promise<void> {
  const binding: Binding = { nameKey, groupId: group.id, externalId: group.externalId, state: 'claimed' }
  await scope.tx.bindings.put([binding])
  await openTakeover(scope, binding, group)
}
