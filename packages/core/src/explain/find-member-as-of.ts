import type { UserRecord } from '../directory/member.ts'
import { getMember } from '../organization/find-member.ts'
import type { StoredEvent } from '../plugin/event.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import { pagesOf } from '../store/pages-of.ts'
import { grantsAsOf, listEventsOf } from './grants-as-of.ts'

/** Who was a member: of one who is gone, what the log has kept. */
export type PastMember = Pick<UserRecord, 'id' | 'userName' | 'data'>

const pageSize = 1_000

/**
 * The member of that e-mail address at a past instant: who has it now and was there, or else who was deleted since. Throws
 * NotFound.
 */
export async function getMemberAsOf(reader: StoreReader, email: string, at: string): Promise<PastMember> {
  const current = await reader.users.findByUserName(fold(email))
  if (current !== undefined && grantsAsOf(await listEventsOf(reader, `users/${current.id}`, at)).known) return current
  return (await findDeleted(reader, fold(email), at)) ?? current ?? getMember(reader, email)
}

/** The first one of that address who is gone, and was there then. */
async function findDeleted(reader: StoreReader, nameKey: string, at: string): Promise<PastMember | undefined> {
  for await (const page of pagesOf<StoredEvent>((after, limit) => reader.events.list(after, limit), pageSize)) {
    for (const { data, subject, type } of page) {
      const userName = data['userName']
      if (type !== 'MemberDeleted' || typeof userName !== 'string' || fold(userName) !== nameKey) continue
      const id = subject.slice('users/'.length)
      if (grantsAsOf(await listEventsOf(reader, subject, at)).known) return { id, userName, data: {} }
    }
  }
  return undefined
}
