import type { GroupRecord } from '../directory/member.ts'
import { Uniqueness } from '../scim/errors.ts'
import type { Projection } from '../scim/resource/project.ts'
import { withWritten } from '../scim/resource/with-written.ts'
import type { Json, ResourceData } from '../scim/resource/resource-data.ts'
import { bindGroup } from '../roles/bind-group.ts'
import { change, type ChangeScope } from '../change/change-scope.ts'
import { checkChange } from './check-change.ts'
import { decideGroup } from '../roles/decide-group.ts'
import { normalizeBody } from './normalize.ts'
import { recordMembers } from './record-members.ts'
import { splitMembers } from './split-members.ts'
import { toGroupRecord } from './to-group-record.ts'
import { answerGroup } from './answer.ts'
import type { OperationContext } from '../change/operation-context.ts'
import type { WrittenResource } from './written-resource.ts'

/**
 * POST of a group (RFC 7644 §3.3). `displayName` need not be unique; an `externalId` that a group here
 * has is refused, because a provider that repeats a request must not make a second group.
 * Throws Uniqueness.
 */
export async function createGroup(
  context: OperationContext,
  body: Json,
  projection: Projection | null,
): Promise<WrittenResource> {
  const { data } = normalizeBody(context, 'create', 'Group', body)
  return change(context, async (scope) => {
    const group = await insertGroup(scope, data)
    const { members } = splitMembers(data)
    const added = members.length === 0 ? [] : await scope.tx.members.add(group.id, members)
    recordMembers(scope, group.id, { added, removed: [] }, members)
    await bindGroup(scope, group)
    await decideGroup(scope, group, added)
    return answerGroup(scope, group, true, withWritten(context.resourceTypes.Group, projection, data))
  })
}

async function insertGroup(scope: ChangeScope, sent: ResourceData): Promise<GroupRecord> {
  const { context, tx } = scope
  const data = await checkChange(scope, {
    resourceType: 'Group',
    operation: 'create',
    before: null,
    after: splitMembers(sent).own,
  })
  const group = toGroupRecord(data, { id: context.newId(), version: 1, created: tx.now, lastModified: tx.now })
  if (group.externalId !== null && (await tx.groups.findByExternalId(group.externalId)).length > 0) {
    throw new Uniqueness('externalId: a group of this organization has this value')
  }
  await tx.groups.insert(group)
  scope.record('GroupCreated', `groups/${group.id}`, { displayName: group.displayName })
  return group
}
