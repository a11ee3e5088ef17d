import type { Hold } from '../../directory/hold.ts'
import type { GroupRecord } from '../../directory/member.ts'
import type { Binding } from '../../store/bindings.ts'
import type { ChangeScope } from '../../change/operation-context.ts'
import { decideMembers } from '../decide-members.ts'
import { dissolveHolds } from './close-hold.ts'
import { openHoldOnce } from './open-hold.ts'
import { releaseWithheld } from './release-withheld.ts'

const kind = 'external-id-changed'

/**
 * A bound group whose `externalId` has become another one may be another group at the provider: what it newly gives is
 * withheld until an owner approves. Answers whether what it has given so far is to be decided again, because its former
 * `externalId` is back.
 */
export async function noticeExternalId(scope: ChangeScope, group: GroupRecord): Promise<boolean> {
  const { tx } = scope
  if (group.externalId === null || (scope.mapping?.groupNames.size ?? 0) === 0) return false
  const bound = (await tx.bindings.ofGroup(group.id)).filter(({ state }) => state !== 'claimed')
  const after = bound.map((binding) => ({ ...binding, ...judge(binding, group.externalId) }))
  const changed = after.filter((binding, index) => !equals(binding, bound[index]))
  if (changed.length > 0) await tx.bindings.put(changed)
  const [suspect] = after.filter(({ state }) => state === 'changed')
  const topic = JSON.stringify([group.id, group.externalId])
  await dissolveHolds(
    scope,
    { kind, subject: `groups/${group.id}` },
    (hold) => suspect === undefined || hold.topic !== topic,
  )
  if (suspect !== undefined) await open(scope, group, suspect, topic)
  const trusted = suspect === undefined && bound.some(({ state }) => state === 'changed')
  if (trusted) await releaseWithheld(scope, group.id)
  return trusted
}

/** Trusts the group as it is now: what it has newly given since is in force. */
export async function approveExternalId(scope: ChangeScope, { detail }: Hold): Promise<void> {
  const { tx } = scope
  const [group] = await tx.groups.findMany([String(detail['groupId'])])
  if (group === undefined) return
  const suspect = (await tx.bindings.ofGroup(group.id)).filter(({ state }) => state === 'changed')
  if (suspect.length === 0) return
  await tx.bindings.put(suspect.map((binding) => ({ ...binding, externalId: group.externalId, state: 'bound' })))
  await releaseWithheld(scope, group.id)
  await decideMembers(scope, await tx.members.listUserIds([group.id]))
}

/** The first `externalId` that a group gets is trusted, and so is the one that was trusted before. */
function judge(binding: Binding, externalId: string | null): Pick<Binding, 'externalId' | 'state'> {
  if (binding.externalId === null || binding.externalId === externalId) return { externalId, state: 'bound' }
  return { externalId: binding.externalId, state: 'changed' }
}

function equals(a: Binding, b: Binding | undefined): boolean {
  return a.state === b?.state && a.externalId === b.externalId
}

async function open(scope: ChangeScope, group: GroupRecord, suspect: Binding, topic: string): Promise<void> {
  const { externalId: from } = suspect
  await openHoldOnce(scope, {
    kind,
    subject: `groups/${group.id}`,
    topic,
    reason: `The externalId of the group "${group.displayName}" has changed from "${from}" to "${group.externalId}"; it may be another group at the provider. Approve if the people who joined it since shall have its roles`,
    detail: { groupId: group.id, from, to: group.externalId },
    expiresAt: null,
  })
}
