import { describe, expect, it } from 'vitest'

import type { CompiledMapping } from '../decider.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import type { FactKind } from '../plugin/mapping-kind.ts'
import type { StoreReader } from '../store.ts'
import { completeData, toSubjects, type KnownGroups } from './to-subjects.ts'

const user = (id: string, active = true) => ({ id, data: { userName: id }, active }) as unknown as UserRecord
const group = (id: string) => ({ id, displayName: id, externalId: null, data: {} }) as unknown as GroupRecord

/** A directory of two people, one of whom is in `g`; `read` is what was asked for. */
function createReader() {
  const read: string[] = []
  const reader = {
    users: {
      async findMany(ids: readonly string[]) {
        if (ids.length > 0) read.push(`users ${ids.join(' ')}`)
        return ids.filter((id) => id !== 'gone').map((id) => user(id, id !== 'bob'))
      },
    },
    groups: {
      async findMany(ids: readonly string[]) {
        if (ids.length > 0) read.push(`groups ${ids.join(' ')}`)
        return ids.map(group)
      },
    },
    members: {
      async listDeciding(ids: readonly string[], { all, groupIds }: { all: boolean; groupIds: readonly string[] }) {
        read.push(`members ${ids.join(' ')}: ${all ? 'all' : groupIds.join(' ')}`)
        return [{ userId: 'ann', groupId: 'g', value: 'ann', type: null, nameKey: 'staff', state: 'bound' }]
      },
    },
  } as unknown as StoreReader
  return { read, reader }
}

const section = (facts: readonly FactKind[], reads: readonly FactKind[]) => ({
  facts: new Set(facts),
  reads: new Set(reads),
})
const mappingOf = (sections: readonly ReturnType<typeof section>[], groupScope = 'bound') =>
  ({ sections, groupScope, groupIds: new Set(['g']) }) as unknown as CompiledMapping

const targets = ['ann', 'bob'].map((id) => ({ id, user: null }))

async function subjectsOf(
  mapping: CompiledMapping,
  facts: readonly FactKind[] = ['user', 'groups'],
  groups: KnownGroups = 'read',
  people: Parameters<typeof toSubjects>[2] = targets,
) {
  const { read, reader } = createReader()
  return { subjects: await toSubjects(reader, mapping, people, new Set(facts), groups), read }
}

const named = { id: 'g', nameKeys: ['staff'], claims: [], facts: null }
const everything = mappingOf([section(['user', 'groups'], ['user', 'groups'])])

describe('what a decision about people is made from', () => {
  it('is the user, with the status, and the memberships', async () => {
    expect((await subjectsOf(everything)).subjects).toEqual([
      { id: 'ann', user: { userName: 'ann', active: true }, groups: [named] },
      { id: 'bob', user: { userName: 'bob', active: false }, groups: [] },
    ])
  })

  it('is read only as far as a section that is asked looks at it', async () => {
    const [byUser, byGroups] = [section(['user'], ['user']), section(['groups'], ['groups'])]
    const mapping = mappingOf([byUser, byGroups])
    expect((await subjectsOf(mapping, ['user'])).read).toEqual(['users ann bob'])
    expect((await subjectsOf(mapping, ['groups'])).read).toEqual(['members ann bob: g'])
    expect((await subjectsOf(mapping)).read).toEqual(['users ann bob', 'members ann bob: g'])
    expect((await subjectsOf(mapping, [])).read).toEqual([])
    expect((await subjectsOf(mapping, ['user'])).subjects[0]?.groups).toEqual([])
    expect((await subjectsOf(mapping, ['groups'])).subjects[0]?.user).toBeNull()
  })

  it('is without groups for somebody who has just been made', async () => {
    const { read, subjects } = await subjectsOf(everything, ['user'], 'none', [{ id: 'ann', user: user('ann') }])
    expect([read, subjects]).toEqual([[], [{ id: 'ann', user: { userName: 'ann', active: true }, groups: [] }]])
  })

  it('is with the groups themselves where any may count, each read once', async () => {
    const { read, subjects } = await subjectsOf(mappingOf(everything.sections as never, 'all'))
    expect(read).toEqual(['users ann bob', 'members ann bob: all', 'groups g'])
    expect(subjects[0]?.groups).toEqual([
      {
        ...named,
        facts: { displayName: 'g', externalId: null, data: {}, member: { value: 'ann', type: 'User', display: 'ann' } },
      },
    ])
    const reading = createReader()
    const known = new Map([['g', group('g')]])
    const all = mappingOf([section(['groups'], ['groups'])], 'all')
    await toSubjects(reading.reader, all, targets, new Set(['groups']), 'read', known)
    expect(reading.read).toEqual(['members ann bob: all'])
  })
})

it('reads of people only those who are not at hand', async () => {
  const { read, reader } = createReader()
  const people = [{ id: 'ann', user: user('ann', false) }, ...targets.slice(1), { id: 'gone', user: null }]
  expect(await completeData(reader, people)).toEqual(
    new Map([
      ['ann', { userName: 'ann', active: false }],
      ['bob', { userName: 'bob', active: false }],
    ]),
  )
  expect(read).toEqual(['users bob gone'])
})
