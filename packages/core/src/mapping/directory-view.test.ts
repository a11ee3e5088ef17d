import { describe, expect, it } from 'vitest'

import type { StoreReader } from '../store.ts'
import { readDirectoryView } from './directory-view.ts'

const names: Readonly<Record<string, string>> = { g1: 'Staff', g2: 'staff', g3: 'crew', g4: 'staff\u00a0', g5: 'Deck' }
const record = (id: string) => ({ id, displayName: names[id], displayNameKey: names[id]?.toLowerCase() })
const idsOf = (key: string) => Object.keys(names).filter((id) => names[id]?.toLowerCase() === key)

const reader = {
  teams: {
    listIds: async () => new Map([['sales', 'Sales']]),
    getCatalogue: async () => ({ mode: 'default', teamRoles: [{ name: 'Editor' }] }),
  },
  groups: {
    listNames: async () => new Map(Object.entries(names)),
    findIdsByNames: async (keys: readonly string[]) => new Map(keys.map((key) => [key, idsOf(key)])),
    findMany: async (ids: readonly string[]) => ids.filter((id) => id in names).map(record),
  },
} as unknown as StoreReader

const view = (groupNames: readonly string[], groupIds: readonly string[] = []) =>
  readDirectoryView(reader, { groupNames: new Set(groupNames), groupIds: new Set(groupIds) }, 'now')

describe('what a mapping is held against', () => {
  it('is what there is in the organization', async () => {
    expect(await view([])).toMatchObject({
      now: 'now',
      known: { groups: Object.values(names), teams: ['Sales'], teamRoles: ['Editor'] },
      teamKeys: new Set(['sales']),
    })
  })

  it('has the names of the mapping that some group has, as the first group spells them', async () => {
    const { groupNames } = await view(['staff', 'crew', 'nowhere'])
    expect(groupNames).toEqual(
      new Map([
        ['staff', 'Staff'],
        ['crew', 'crew'],
      ]),
    )
  })

  it('has the ids of the mapping that are groups', async () => {
    expect((await view([], ['g3', 'g9'])).groupIds).toEqual(new Set(['g3']))
    expect((await view(['crew'])).groupIds).toEqual(new Set())
  })

  it('has of a name a group with another name that looks the same', async () => {
    expect((await view(['staff', 'crew'])).alike).toEqual(new Map([['staff', 'staff\u00a0']]))
    expect((await view(['staff\u00a0', 'staff\u2007'])).alike.size).toBe(2)
    expect((await view(['deck'])).alike).toEqual(new Map())
  })
})
