import { describe, expect, it } from 'vitest'

import type { CompiledMapping, Subject } from '../decider.ts'
import type { GroupRecord, UserRecord } from '../directory/member.ts'
import type { HookReader } from '../plugin/contexts.ts'
import type { StoreReader } from '../store.ts'
import { supposeGroups, supposeReader } from './suppose-groups.ts'

const names: Readonly<Record<string, string>> = { g1: 'staff', g2: 'crew', g3: 'crew', g4: 'deck' }
const group = (id: string) => ({ id, displayName: names[id] }) as GroupRecord

const reader = {
  groups: {
    find: async (id: string) => (id in names ? group(id) : undefined),
    findByName: async (key: string) => Object.keys(names).flatMap((id) => (names[id] === key ? [group(id)] : [])),
  },
  bindings: { ofGroup: async () => [] },
} as unknown as StoreReader

const ann = { id: 'ann', data: {} } as UserRecord
const mapping = { groupScope: 'bound' } as CompiledMapping
const own = ['g1', 'g2']
const supposed = (addGroups: readonly string[], removeGroups: readonly string[] = []) => ({ addGroups, removeGroups })

const cases: readonly [string, ReturnType<typeof supposed>, readonly string[]][] = [
  ['as they are', supposed([]), ['g1', 'g2']],
  ['with one more', supposed(['g4']), ['g1', 'g2', 'g4']],
  ['with all of a name, whatever its case', supposed(['CREW']), ['g1', 'g2', 'g3']],
  ['once, of a group that they are in', supposed(['g1']), ['g2', 'g1']],
  ['without one', supposed([], ['Staff']), ['g2']],
  ['without one, and with another', supposed(['g4'], ['g2']), ['g1', 'g4']],
]

describe('the groups of a person who is supposed to be in others', () => {
  it.each(cases)('are %s, for rules', async (_what, supposition, expected) => {
    const groups = own.map((id) => ({ id, nameKeys: [], claims: [], facts: null }))
    const subject: Subject = { id: 'ann', user: {}, groups }
    const after = await supposeGroups(reader, mapping, ann, subject, supposition)
    expect(after.groups.map(({ id }) => id)).toEqual(expected)
  })

  it.each(cases)('are %s, for hooks', async (_what, supposition, expected) => {
    const listGroupsOf = async () => own.map((id) => ({ id, displayName: names[id] as string }))
    const hookReader = { listGroupsOf } as unknown as HookReader
    const supposing = await supposeReader(reader, hookReader, ann, supposition)
    expect(await supposing.listGroupsOf('ann')).toEqual(expected.map((id) => ({ id, displayName: names[id] })))
    expect(await supposing.listGroupsOf('bob')).toEqual(await listGroupsOf())
  })
})
