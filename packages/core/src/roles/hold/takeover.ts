import type { Hold } from '../../directory/hold.ts'
import type { GroupRecord } from '../../directory/member.ts'
import type { Binding } from '../../store/bindings.ts'
import type { ChangeScope } from '../../change/operation-context.ts'
import { decideMembers } from '../decide-members.ts'
import { openHoldOnce } from './open-hold.ts'
import { releaseWithheld } from './release-withheld.ts'

/** One hold for each name and group that claims it. */
export function takeoverTopic({ groupId, nameKey }: Pick<Binding, 'groupId' | 'nameKey'>): string {
  return JSON.stringify([nameKey, groupId])
}

/** A group has a name that is bound to another one: an owner says whether it shall give what the name gives, too. */
export async function openTakeover(scope: ChangeScope, claim: Binding, group: GroupRecord): Promise<void> {
  await openHoldOnce(scope, {
    kind: 'takeover',
    subject: `groups/${group.id}`,
    topic: takeoverTopic(claim),
    reason: `Another group is called "${group.displayName}" now; the mapping means the one that had the name first. Approve if this one shall give the same roles`,
    detail: { name: claim.nameKey, groupId: group.id },
    expiresAt: null,
  })
}

/** Binds the name to this group, too: what it gives is in force, and what the first group gives stays. */
export async function approveTakeover(scope: ChangeScope, { detail }: Hold): Promise<void> {
  const { tx } = scope
  const nameKey = String(detail['name'])
  const [group] = await tx.groups.findMany([String(detail['groupId'])])
  if (group === undefined) return
  await tx.bindings.put([{ nameKey, groupId: group.id, externalId: group.externalId, state: 'bound' }])
  scope.record('GroupBound', `groups/${group.id}`, { name: nameKey })
  await releaseWithheld(scope, group.id)
  await decideMembers(scope, await tx.members.listUserIds([group.id]))
}
