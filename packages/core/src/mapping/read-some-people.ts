import type { CompiledMapping, Subject } from '../decider.ts'
import type { GroupRecord } from '../directory/member.ts'
import type { StoreReader } from '../store.ts'
import type { Person } from '../store/people.ts'
import { planBindings } from './plan/plan-bindings.ts'
import { createSubjectReader } from './plan/subject-reader.ts'

/** So many, so that a test of a mapping is quick: a plan shows what becomes of everybody. */
const some = 500

/** People of the directory as this mapping would see them, were it the current one: properties are held against them. */
export async function readSomePeople(reader: StoreReader, mapping: CompiledMapping): Promise<readonly Subject[]> {
  const memberFacts = mapping.groupScope === 'all'
  const people = await reader.people.page({ after: null, limit: some }, { data: true, memberFacts })
  const groups = memberFacts ? await readGroupsOf(reader, people) : new Map<string, GroupRecord>()
  const { toSubject } = createSubjectReader(mapping, await planBindings(reader, mapping), groups)
  return people.map(toSubject)
}

async function readGroupsOf(reader: StoreReader, people: readonly Person[]): Promise<ReadonlyMap<string, GroupRecord>> {
  const ids = people.flatMap(({ memberships }) =>
    memberships === '' ? [] : (JSON.parse(memberships) as readonly (readonly [string])[]).map(([id]) => id),
  )
  const groups = await reader.groups.findMany([...new Set(ids)])
  return new Map(groups.map((group) => [group.id, group]))
}
