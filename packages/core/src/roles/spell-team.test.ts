import { describe, expect, it } from 'vitest'

import type { CompiledMapping } from '../decider.ts'
import type { TeamKey } from '../directory/team.ts'
import type { JsonObject } from '../scim/resource/resource-data.ts'
import type { StoreReader } from '../store.ts'
import { spellTeam } from './spell-team.ts'

interface Known {
  /** The name of the group `g`. */
  readonly group?: string
  readonly user?: JsonObject
  /** How the file writes teams. */
  readonly spellings?: Readonly<Record<string, string>>
  /** What the templates of rules come to for the person. */
  readonly filled?: readonly string[]
}

function spell(key: string, { filled = [], group, spellings, user }: Known, groupId = 'g') {
  const reader = {
    groups: {
      find: async (id: string) => (id === 'g' && group !== undefined ? { id, displayName: group } : undefined),
    },
    users: { find: async (id: string) => (user === undefined ? undefined : { id, data: user, active: true }) },
  } as unknown as StoreReader
  const mapping = {
    teamSpellings: new Map(Object.entries(spellings ?? {})),
    sections: [],
    groupIds: new Set(),
    groupScope: 'bound',
    explain: async () => [{ gives: [{}, { filled: filled.map((text) => ({ text })) }] }],
  } as unknown as CompiledMapping
  return spellTeam(reader, spellings === undefined ? null : mapping, key as TeamKey, { groupId, userId: 'ann' })
}

describe('a team that there is not is spelled', () => {
  it('as the file writes it, whatever else there is', async () => {
    expect(await spell('sales', { spellings: { sales: 'SALES' }, group: 'Sales', user: { title: 'sAles' } })).toBe(
      'SALES',
    )
  })

  it('as it stands in the name of the group', async () => {
    expect(await spell('north sea', { group: 'acme_North Sea', user: { title: 'NORTH SEA' } })).toBe('North Sea')
    expect(await spell('sales', { group: 'Sales' })).toBe('Sales')
    expect(await spell('sales', { group: 'Sal' })).toBe('sales')
    expect(await spell('sales', { group: 'Sales', user: { title: 'SALES' } }, '')).toBe('SALES')
  })

  it('as it stands in an attribute of the person, wherever', async () => {
    const user = { active: true, count: 7, none: null, emails: [{ value: 'x' }, { value: 'of Sales' }], title: 'SALES' }
    expect(await spell('sales', { user })).toBe('Sales')
    expect(await spell('sales', { spellings: {}, group: 'other', user })).toBe('Sales')
  })

  it('as what a template comes to for the person', async () => {
    const known = { spellings: {}, user: { title: 'x' }, filled: ['x-Ops', ' x-Sales '] }
    expect(await spell('x-sales', known)).toBe('x-Sales')
    expect(await spell('x-none', known)).toBe('x-none')
  })

  it('as its key where nothing spells it', async () => {
    expect(await spell('sales', {})).toBe('sales')
    expect(await spell('sales', { spellings: {} })).toBe('sales')
    expect(await spell('sales', { user: { title: 'x' }, filled: ['Sales'] })).toBe('sales')
  })
})
