import type { UserRecord } from '../directory/member.ts'
import { findMember, getMember, type MemberName } from '../organization/find-member.ts'
import type { StoredEvent } from '../plugin/event.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import { pagesOf } from '../store/pages-of.ts'
import { grantsAsOf, listEventsOf } from './grants-as-of.ts'

/** Who was a member: of one who is gone, what the log has kept. */
export type PastMember = Pick<UserRecord, 'id' | 'userName' | 'data'>

const pageSize = 1_000

/** The member of that name at a past instant: who has it now and was there, or else who was deleted since. Throws NotFound. */
export async function getMemberAsOf(reader: StoreReader, name: MemberName, at: string): Promise<PastMember> {
  const current = await findMember(reader, name)
  if (current !== undefined && (await wasThere(reader, current.id, at))) return current
  return (await findDeleted(reader, name, at)) ?? current ?? getMember(reader, name)
}

async function wasThere(reader: StoreReader, id: string, at: string): Promise<boolean> {
  return grantsAsOf(await listEventsOf(reader, `users/${id}`, at)).known
}

function findDeleted(reader: StoreReader, name: MemberName, at: string): Promise<PastMember | undefined> {
  return typeof name === 'string' ? findDeletedOf(reader, fold(name), at) : findDeletedById(reader, name.userId, at)
}

/** An id is nobody else's, also when its owner is gone. */
async function findDeletedById(reader: StoreReader, id: string, at: string): Promise<PastMember | undefined> {
  const deleted = (await listEventsOf(reader, `users/${id}`, null)).findLast(({ type }) => type === 'MemberDeleted')
  const userName = deleted?.data['userName']
  if (typeof userName !== 'string' || !(await wasThere(reader, id, at))) return undefined
  return { id, userName, data: {} }
}

/** The first one of that address who is gone, and was there then. */
async function findDeletedOf(reader: StoreReader, nameKey: string, at: string): Promise<PastMember | undefined> {
  for await (const page of pagesOf<StoredEvent>((after, limit) => reader.events.list(after, limit), pageSize)) {
    for (const { data, subject, type } of page) {
      const userName = data['userName']
      if (type !== 'MemberDeleted' || typeof userName !== 'string' || fold(userName) !== nameKey) continue
      const id = subject.slice('users/'.length)
      if (await wasThere(reader, id, at)) return { id, userName, data: {} }
    }
  }
  return undefined
}
