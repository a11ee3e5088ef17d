import type { SubjectGroup } from '../decider.ts'
import type { StoreReader } from '../store.ts'
import type { Binding } from '../store/bindings.ts'
import { pagesById } from '../store/pages-of.ts'
import { toSubjectGroups } from '../roles/subject-groups.ts'

const pageSize = 1_000

/** Every group of the directory as somebody would be in it, with the names that it is bound to. */
export async function readCandidates(reader: StoreReader): Promise<readonly SubjectGroup[]> {
  const bindings = new Map<string, Binding[]>()
  for (const binding of await reader.bindings.list()) {
    bindings.set(binding.groupId, [...(bindings.get(binding.groupId) ?? []), binding])
  }
  const candidates: SubjectGroup[] = []
  for await (const page of pagesById((asked) => reader.groups.page(asked), pageSize)) {
    for (const group of page) {
      const membership = { userId: '', groupId: group.id, value: '', type: 'User' }
      const own = bindings.get(group.id) ?? [{ nameKey: null, state: null }]
      const rows = own.map(({ nameKey, state }) => ({ ...membership, nameKey, state }))
      const groups = new Map([[group.id, group]])
      candidates.push(...[...toSubjectGroups(rows, { groups, users: new Map() }).values()].flat())
    }
  }
  return candidates
}
