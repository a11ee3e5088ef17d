import { lastModifiedNow } from '../directory/last-modified.ts'
import type { GroupRecord } from '../directory/member.ts'
import type { MemberStep, MemberValue } from '../scim/patch/member-changes.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'
import { withFixedValues } from '../scim/resource/with-fixed-values.ts'
import { bindGroup, endClaims } from '../roles/bind-group.ts'
import { changeMembers, recordMembers } from './change-members.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { changedAttributes } from './changed-attributes.ts'
import { checkChange } from './check-change.ts'
import { decideGroup } from '../roles/decide-group.ts'
import { decideMembers } from '../roles/decide-members.ts'
import { noticeExternalId } from '../roles/hold/external-id.ts'
import { toGroupRecord } from './group-record.ts'
import { compareExternalIds } from './shared-external-id.ts'
import { deepEqual } from '../scim/deep-equal.ts'

/** What is to become of a group. */
export interface GroupUpdate {
  readonly operation: 'replace' | 'patch'
  /** The whole of the group's attributes but its members. */
  readonly data: ResourceData
  readonly memberSteps: readonly MemberStep[]
}

/**
 * Brings a stored group to `update`: attributes, then members by key. The version rises once, and only
 * when something really changed; then the roles of the people concerned are decided. A name that the
 * group leaves stays bound to it; its new name may give it another meaning.
 */
export async function changeGroup(scope: ChangeScope, group: GroupRecord, update: GroupUpdate): Promise<GroupRecord> {
  const { tx } = scope
  const sent =
    update.operation === 'patch'
      ? update.data
      : withFixedValues(scope.context.resourceTypes.Group, group.data, update.data)
  const data = await checkChange(scope, {
    resourceType: 'Group',
    operation: update.operation,
    before: group.data,
    after: sent,
  })
  const delta = await changeMembers(scope, group.id, update.memberSteps)
  const renewed = !deepEqual(data, group.data)
  if (!renewed && delta.added.length === 0 && delta.removed.length === 0) return group
  const changed = toGroupRecord(data, {
    ...group,
    version: group.version + 1,
    lastModified: lastModifiedNow(group, tx.now),
  })
  if (renewed) await tx.groups.update(changed)
  recordGroup(scope, group, changed, renewed)
  await recordMembers(scope, group.id, delta, membersOf(update.memberSteps))
  if (renewed) await compareExternalIds(scope, 'Group', group, changed)
  const moved = [...delta.removed, ...delta.added]
  if (renewed && (await meansOther(scope, group, changed))) {
    // Who has gone in the same change has what the group gave, or claimed, under the name that it had.
    const users = new Set(await tx.members.listUserIds([group.id]))
    for (const { userId } of moved) if (userId !== null) users.add(userId)
    await decideMembers(scope, [...users])
  } else {
    await decideGroup(scope, changed, moved)
  }
  // After all that is read of groups: a long write need not be seen by that.
  if (!renewed) await tx.groups.touch([group.id])
  return changed
}

/** Whether something else may now be given by the group: the mapping or a hook looks at any group, other names, or trusts it again. */
async function meansOther(scope: ChangeScope, before: GroupRecord, after: GroupRecord): Promise<boolean> {
  const renamed = before.displayNameKey !== after.displayNameKey
  const trusted = before.externalId !== after.externalId && (await noticeExternalId(scope, after))
  const left = renamed && (await endClaims(scope, after))
  const bound = renamed && (await bindGroup(scope, after))
  return trusted || left || bound || scope.mapping?.groupScope === 'all' || scope.context.host.decides
}

function recordGroup(scope: ChangeScope, before: GroupRecord, after: GroupRecord, renewed: boolean): void {
  if (before.displayName !== after.displayName) {
    scope.record('GroupRenamed', `groups/${after.id}`, { from: before.displayName, to: after.displayName })
  } else if (renewed) {
    scope.record('GroupUpdated', `groups/${after.id}`, { attributes: changedAttributes(before.data, after.data) })
  }
}

function membersOf(steps: readonly MemberStep[]): readonly MemberValue[] {
  return steps.flatMap((step) => (step.kind === 'delta' ? step.added : []))
}
