import { expect, it } from 'vitest'

import type { CompiledMapping } from '../decider.ts'
import type { StoreReader } from '../store.ts'
import { readSomePeople } from './read-some-people.ts'

async function readFor(groupScope: 'bound' | 'all', memberships: readonly string[]) {
  const asked: unknown[] = []
  const reader = {
    people: {
      async page(...question: readonly unknown[]) {
        asked.push(question)
        return memberships.map((text, index) => ({
          id: `u${index}`,
          userName: `u${index}@x`,
          active: true,
          data: { title: 'Boss' },
          display: null,
          grants: '',
          memberships: text,
        }))
      },
    },
    groups: {
      async findMany(ids: readonly string[]) {
        asked.push(ids)
        return ids.map((id) => ({ id, displayName: id, externalId: null, data: {} }))
      },
      findIdsByNames: async () => new Map(),
    },
    bindings: { list: async () => [{ nameKey: 'staff', groupId: 'g1', state: 'bound' }] },
  } as unknown as StoreReader
  const mapping = { groupScope, groupNames: new Set(['staff']), groupIds: new Set() } as unknown as CompiledMapping
  const people = await readSomePeople(reader, mapping)
  return { asked, groups: people.map(({ groups }) => groups.map(({ facts, id }) => `${id} ${facts?.displayName}`)) }
}

it('reads five hundred people at most, with the groups that the mapping looks at', async () => {
  expect(await readFor('bound', ['["g1","g2"]', ''])).toEqual({
    asked: [
      [
        { after: null, limit: 500 },
        { data: true, memberFacts: false },
      ],
    ],
    groups: [['g1 undefined'], []],
  })
})

it('reads with them the groups themselves, each once, where the mapping may look at any', async () => {
  const [one, two] = [
    JSON.stringify([['g1', 'v', null]]),
    JSON.stringify([
      ['g1', 'v', null],
      ['g2', 'v', null],
    ]),
  ]
  expect(await readFor('all', [one, '', two])).toEqual({
    asked: [
      [
        { after: null, limit: 500 },
        { data: true, memberFacts: true },
      ],
      ['g1', 'g2'],
    ],
    groups: [['g1 g1'], [], ['g1 g1', 'g2 g2']],
  })
})
