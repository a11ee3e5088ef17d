import type { CompiledMapping, Subject } from '../decider.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import type { HookReader } from '../plugin/contexts.ts'
import { NotFound } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import { supposeMembership } from '../roles/suppose-membership.ts'

/** What if a member were in these groups, by id or by name, and not in those. */
export interface Supposition {
  readonly addGroups: readonly string[]
  readonly removeGroups: readonly string[]
}

/** The same person with other memberships. Throws NotFound for a group that there is not. */
export async function supposeGroups(
  reader: StoreReader,
  mapping: CompiledMapping,
  user: UserRecord,
  subject: Subject,
  { addGroups, removeGroups }: Supposition,
): Promise<Subject> {
  const added = await findGroups(reader, addGroups)
  const removed = new Set((await findGroups(reader, removeGroups)).map(({ id }) => id))
  const kept = subject.groups.filter(({ id }) => !removed.has(id) && !added.some((group) => group.id === id))
  const supposed = await Promise.all(added.map((group) => supposeMembership(reader, mapping, user, group)))
  return { ...subject, groups: [...kept, ...supposed] }
}

/** The reads of hooks, which see the same person in these groups, and not in those. */
export async function supposeReader(
  reader: StoreReader,
  hookReader: HookReader,
  user: UserRecord,
  { addGroups, removeGroups }: Supposition,
): Promise<HookReader> {
  const added = (await findGroups(reader, addGroups)).map(({ displayName, id }) => ({ id, displayName }))
  const removed = new Set((await findGroups(reader, removeGroups)).map(({ id }) => id))
  return {
    ...hookReader,
    async listGroupsOf(userId) {
      const own = await hookReader.listGroupsOf(userId)
      if (userId !== user.id) return own
      const kept = own.filter(({ id }) => !removed.has(id) && !added.some((group) => group.id === id))
      return [...kept, ...added]
    },
  }
}

async function findGroups(reader: StoreReader, texts: readonly string[]): Promise<readonly GroupRecord[]> {
  const groups: GroupRecord[] = []
  for (const text of texts) {
    const byId = await reader.groups.find(text)
    const found = byId === undefined ? await reader.groups.findByName(fold(text)) : [byId]
    if (found.length === 0) throw new NotFound(`There is no group with the id or the name "${text}"`)
    groups.push(...found)
  }
  return groups
}
