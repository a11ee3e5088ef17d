import type { GroupRecord } from '../directory/member.ts'
import { fold } from '../scim/fold.ts'
import type { ResourceData } from '../scim/resource/resource-data.ts'

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
    externalId: typeof data['externalId'] === 'string' ? data['externalId'] : null,
    data,
  }
}
