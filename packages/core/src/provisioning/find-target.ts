import type { GroupRecord, UserRecord } from '../directory/member.ts'
import { NotFound } from '../scim/errors.ts'
import type { StoreReader } from '../store.ts'

/**
 * The user that a request names: 404 for one of another organization as for one that never was, and
 * for a member whom no provider has provisioned. Throws NotFound.
 */
export async function getUser(reader: StoreReader, id: string): Promise<UserRecord> {
  const user = await reader.users.find(id)
  if (user === undefined || !user.provisioned) throw new NotFound(`There is no User with the id ${id}`)
  return user
}

/** The group that a request names. Throws NotFound. */
export async function getGroup(reader: StoreReader, id: string): Promise<GroupRecord> {
  const group = await reader.groups.find(id)
  if (group === undefined) throw new NotFound(`There is no Group with the id ${id}`)
  return group
}
