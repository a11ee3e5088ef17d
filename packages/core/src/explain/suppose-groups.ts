import type { CompiledMapping, Subject, SubjectGroup } from '../decider.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import { NotFound } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import { toSubjectGroups } from '../roles/subject-groups.ts'

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
  const supposed = await Promise.all(added.map((group) => toSubjectGroup(reader, mapping, user, group)))
  return { ...subject, groups: [...kept, ...supposed] }
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

/** By the same rows as a membership that there is: also the names that the group has taken over, which give nothing yet. */
async function toSubjectGroup(
  reader: StoreReader,
  mapping: CompiledMapping,
  user: UserRecord,
  group: GroupRecord,
): Promise<SubjectGroup> {
  const membership = { userId: user.id, groupId: group.id, value: user.id, type: 'User' }
  const bindings = await reader.bindings.ofGroup(group.id)
  const named = bindings.map(({ nameKey, state }) => ({ ...membership, nameKey, state }))
  const groups = mapping.groupScope === 'all' ? new Map([[group.id, group]]) : null
  const rows = named.length === 0 ? [{ ...membership, nameKey: null, state: null }] : named
  const byUser = toSubjectGroups(rows, { groups, users: new Map([[user.id, user.data]]) })
  return byUser.get(user.id)?.[0] as SubjectGroup
}
