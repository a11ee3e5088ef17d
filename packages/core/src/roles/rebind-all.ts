import type { ChangeScope } from '../change/operation-context.ts'
import { bindGroup, bindNames, endClaims, isBound } from './bind-group.ts'
import { noticeExternalId } from './hold/external-id.ts'
import { rebind } from './rebind.ts'

/**
 * Makes up for what no change has done to names while no mapping was there to say which: new names are bound, groups that
 * took one claim it, claims of groups that have another name now end, and a changed `externalId` is noticed.
 */
export async function rebindAll(scope: ChangeScope): Promise<void> {
  const { mapping, tx } = scope
  if (mapping === null) return
  await rebind(scope)
  const names = [...mapping.groupNames]
  const bindings = await tx.bindings.list()
  const bound = new Set(bindings.filter(isBound).map(({ nameKey }) => nameKey))
  await bindNames(
    scope,
    names.filter((name) => !bound.has(name)),
  )
  const named = [...(await tx.groups.findIdsByNames(names)).values()].flat()
  const ids = new Set([...named, ...bindings.map(({ groupId }) => groupId)])
  for (const group of await tx.groups.findMany([...ids].sort())) {
    await endClaims(scope, group)
    await bindGroup(scope, group)
    await noticeExternalId(scope, group)
  }
}
