import type { UserRecord } from '../directory/member.ts'
import { fold } from '../scim/fold.ts'
import { showInvisible, toVisibleKey } from '../scim/visible-text.ts'
import type { StoreReader } from '../store.ts'
import type { AbsentMember } from './explain-absence.ts'
import { findOuterGroups } from '../roles/find-outer-groups.ts'

/** Why somebody is not in a group that a rule names: it is not there, it is another one, or they are not known in it. */
export async function describeMissingGroup(
  reader: StoreReader,
  { subject, user }: AbsentMember,
  name: string,
): Promise<string> {
  const key = fold(name)
  if (subject.groups.some(({ claims }) => claims.includes(key))) {
    return `The member is in a group that has taken the name "${name}" over from another one; what it gives is held back until an owner decides.`
  }
  const [binding] = await reader.bindings.ofName(key)
  const bound = await reader.groups.find(binding?.groupId ?? name)
  const alike = await describeAlike(reader, name)
  if (bound === undefined) return `There is no group "${name}".${alike}`
  const isNow = bound.displayNameKey === key || bound.id === name ? '' : `, which is called "${bound.displayName}" now`
  const group = `the group "${name}"${isNow}`
  const unresolved = await findUnresolved(reader, user, bound.id)
  if (unresolved !== undefined) {
    return `${group.replace('the', 'The')}${isNow === '' ? '' : ','} has a member "${unresolved}" that stands for nobody yet: a member is found by its SCIM id or its externalId, never by an address.`
  }
  const outer = (await findOuterGroups(reader, user.id)).find((one) => one.group.id === bound.id)
  if (outer !== undefined) {
    return `The member is in "${outer.through}", which is a member of ${group}: a group as a member gives nothing (nested-group).`
  }
  return `The member is not in ${group}.${alike}`
}

/** Other groups that a reader can't tell from the one that is named: by a no-break space, by a character without width. */
async function describeAlike(reader: StoreReader, name: string): Promise<string> {
  const names = [...(await reader.groups.listNames()).values()]
  const alike = names.find((other) => fold(other) !== fold(name) && toVisibleKey(other) === toVisibleKey(name))
  return alike === undefined ? '' : ` Another group only looks the same: "${showInvisible(alike)}".`
}

async function findUnresolved(reader: StoreReader, user: UserRecord, groupId: string): Promise<string | undefined> {
  const emails = user.data['emails']
  const addresses = Array.isArray(emails)
    ? (emails as readonly { readonly value?: unknown }[]).flatMap(({ value }) =>
        typeof value === 'string' ? [value] : [],
      )
    : []
  const values = [...new Set([user.userName, ...addresses, ...(user.externalId === null ? [] : [user.externalId])])]
  const rows = await reader.members.findUnresolved(values)
  return rows.find((row) => row.groupId === groupId)?.value
}
