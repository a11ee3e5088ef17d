import type { UserRecord } from '../directory/member.ts'
import { NotFound } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'

/** How somebody is named: by the e-mail address (`userName`, whatever its case), or by the id that events have. */
export type MemberName = string | { readonly userId: string }

/** The member of that name. */
export function findMember(reader: StoreReader, name: MemberName): Promise<UserRecord | undefined> {
  return typeof name === 'string' ? reader.users.findByUserName(fold(name)) : reader.users.find(name.userId)
}

/** The member of that name. Throws NotFound. */
export async function getMember(reader: StoreReader, name: MemberName): Promise<UserRecord> {
  const user = await findMember(reader, name)
  if (user !== undefined) return user
  const called = typeof name === 'string' ? `e-mail address ${name}` : `userId ${name.userId}`
  throw new NotFound(`There is no member with the ${called}`)
}
