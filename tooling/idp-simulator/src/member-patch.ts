import type { Dialect } from './dialect.ts'
import { patchBody } from './patch-body.ts'
import type { JsonObject } from './resource.ts'

/** "Update Group [Add Members]": the flag changes only how the operation is spelled. */
export function addMembersBody(dialect: Dialect, ids: readonly string[]): JsonObject {
  return patchBody([{ op: dialect === 'legacy' ? 'Add' : 'add', path: 'members', value: ids.map(toMember) }])
}

/**
 * "Update Group [Remove Members]". By default the members to remove stand in the value, which RFC 7644 §3.5.2.2 does not
 * know; with the flag each is named by a value path.
 */
export function removeMembersBody(dialect: Dialect, ids: readonly string[]): JsonObject {
  if (dialect === 'legacy') return patchBody([{ op: 'Remove', path: 'members', value: ids.map(toMember) }])
  return patchBody(ids.map((id) => ({ op: 'remove', path: `members[value eq ${JSON.stringify(id)}]` })))
}

function toMember(value: string): JsonObject {
  return { $ref: null, value }
}
