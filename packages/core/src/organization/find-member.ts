import type { UserRecord } from '../directory/member.ts'
import { NotFound } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'

/** The member of that e-mail address (`userName`, whatever its case). Throws NotFound. */
export async function getMember(reader: StoreReader, email: string): Promise<UserRecord> {
  const user = await reader.users.findByUserName(fold(email))
  if (user === undefined) throw new NotFound(`There is no member with the e-mail address ${email}`)
  return user
}
