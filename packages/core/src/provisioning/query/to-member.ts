import type { GroupMember } from '../../directory/member.ts'
import type { JsonObject } from '../../scim/resource/resource-data.ts'

/** A member that stands for a user is shown by the user's id; an unresolved one as it was sent. */
export function toMember({ value, userId, type, display }: GroupMember, baseUrl: string): JsonObject {
  if (userId === null) return type === null ? { value } : { value, type }
  return {
    value: userId,
    $ref: `${baseUrl}/Users/${userId}`,
    ...(display === null ? {} : { display }),
    type: 'User',
  }
}
