import type { GroupRecord, UserRecord } from '../directory/member.ts'
import { toETag } from '../scim/resource/etag.ts'
import type { Projection } from '../scim/resource/project.ts'
import type { ChangeScope } from '../change/change-scope.ts'
import { representGroups, representUsers, type KnownMemberships } from './query/represent.ts'
import type { WrittenResource } from './written-resource.ts'

/** The answer to a written user, as the transaction leaves it. */
export async function answerUser(
  { context, tx }: ChangeScope,
  user: UserRecord,
  created: boolean,
  projection: Projection | null,
  known: KnownMemberships = 'read',
): Promise<WrittenResource> {
  const shown = projection === null ? [] : await representUsers(tx, [user], context, projection, known)
  return { id: user.id, etag: toETag(user.version), created, resource: shown[0] ?? null }
}

/** The answer to a written group, as the transaction leaves it. */
export async function answerGroup(
  { context, tx }: ChangeScope,
  group: GroupRecord,
  created: boolean,
  projection: Projection | null,
): Promise<WrittenResource> {
  const shown = projection === null ? [] : await representGroups(tx, [group], context, projection)
  return { id: group.id, etag: toETag(group.version), created, resource: shown[0] ?? null }
}
