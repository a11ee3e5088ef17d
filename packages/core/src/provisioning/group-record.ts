import type { GroupRecord } from '../directory/member.ts'
import { fold } from '../scim/fold.ts'
import { toAddedMembers, type MemberValue } from '../scim/patch/member-changes.ts'
import type { JsonObject, ResourceData } from '../scim/resource/resource-data.ts'

/** The columns of a group that follow from its attributes. */
export function toGroupRecord(
  data: ResourceData,
  fixed: Pick<GroupRecord, 'id' | 'version' | 'created' | 'lastModified'>,
): GroupRecord {
  const displayName = String(data['displayName'])
  return {
    ...fixed,
    displayName,
    displayNameKey: fold(displayName),
    externalId: externalIdOf(data),
    data,
  }
}

export function externalIdOf({ externalId }: ResourceData): string | null {
  return typeof externalId === 'string' ? externalId : null
}

/** Takes the members out of a group's attributes: they are rows. Throws InvalidValue. */
export function splitMembers(data: ResourceData): {
  readonly own: ResourceData
  readonly members: readonly MemberValue[]
} {
  const { members, ...own } = data
  return { own, members: Array.isArray(members) ? toAddedMembers(members as readonly JsonObject[]) : [] }
}
