import { toAddedMembers, type MemberValue } from '../scim/patch/member-changes.ts'
import type { JsonObject, ResourceData } from '../scim/resource/resource-data.ts'

/** Takes the members out of a group's attributes: they are rows. */
export function splitMembers(data: ResourceData): {
  readonly own: ResourceData
  readonly members: readonly MemberValue[]
} {
  const { members, ...own } = data
  return { own, members: Array.isArray(members) ? toAddedMembers(members as readonly JsonObject[]) : [] }
}
