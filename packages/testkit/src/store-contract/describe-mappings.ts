import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertGroup } from './test-records.ts'
import { withStore } from './with-store.ts'

/** Mapping versions and the names that are bound to groups. */
export function describeMappings(underTest: StoreUnderTest): void {
  describe('mappings', () => {
    const store = withStore(underTest)

    it('numbers versions from 1, keeps each, and makes the last one current', async () => {
      const { reader, write } = await createTestOrganization(store())
      const inputs = [
        { text: 'scimGroupMappings: []\n', format: 'yaml', authorKeyId: null },
        { text: '{}', format: 'json', authorKeyId: 'key-1' },
        {
          text: '',
          format: 'yaml',
          authorKeyId: 'key-1',
          rollbackTo: 1,
          confirmBy: '2026-01-02T03:14:05.678Z',
        },
      ] as const
      const versions = []
      for (const input of inputs) versions.push(await write((tx) => tx.mappings.insert(input)))
      expect(versions).toEqual(
        inputs.map((input, index) => ({
          rollbackTo: null,
          confirmBy: null,
          ...input,
          version: index + 1,
          created: '2026-01-02T03:04:05.678Z',
        })),
      )
      expect(await reader.mappings.find(1)).toEqual(versions[0])
      expect(await reader.mappings.find(2)).toEqual(versions[1])
      expect(await reader.mappings.find(4)).toBeUndefined()
      expect((await reader.getState()).mappingVersion).toBe(3)
      const now = '2026-02-01T00:00:00.000Z'
      await write((tx) => tx.mappings.insert(inputs[0]), { now })
      const current = { mappingVersion: 4, mappingCreated: now }
      expect(await reader.getState()).toMatchObject(current)
      await write(async (tx) => expect(tx.state).toMatchObject(current))
    })

    it('lists versions newest first, page by page, and lets one stay that waited to be confirmed', async () => {
      const { reader, write } = await createTestOrganization(store())
      for (const confirmBy of [null, '2026-01-03T00:00:00.000Z', null]) {
        await write((tx) => tx.mappings.insert({ text: '', format: 'yaml', authorKeyId: null, confirmBy }))
      }
      const numbers = async (before: number | null, limit: number) =>
        (await reader.mappings.list(before, limit)).map(({ version }) => version)
      expect([await numbers(null, 2), await numbers(2, 2), await numbers(1, 2)]).toEqual([[3, 2], [1], []])
      await write((tx) => tx.mappings.confirm(2))
      expect((await reader.mappings.find(2))?.confirmBy).toBeNull()
    })

    it('numbers from 1 in each organization', async () => {
      const organizations = [await createTestOrganization(store()), await createTestOrganization(store())]
      const mapping = { text: '', format: 'yaml', authorKeyId: null } as const
      const versions = await Promise.all(organizations.map(({ write }) => write((tx) => tx.mappings.insert(mapping))))
      expect(versions.map(({ version }) => version)).toEqual([1, 1])
    })
  })

  describe('bindings', () => {
    const store = withStore(underTest)

    it('keeps what a name has to do with each group, writes over it, and ends it', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [one, two] = await write(async (tx) => [
        await insertGroup(tx, { displayName: 'one' }),
        await insertGroup(tx, { displayName: 'two' }),
      ])
      const bindings = [
        { nameKey: 'a', groupId: one.id, externalId: null, state: 'bound' },
        { nameKey: 'a', groupId: two.id, externalId: 'g-2', state: 'claimed' },
        { nameKey: 'b', groupId: one.id, externalId: 'g-1', state: 'changed' },
      ] as const
      await write((tx) => tx.bindings.put([{ ...bindings[0], state: 'claimed' }, ...bindings]))
      expect(await reader.bindings.list()).toEqual(bindings)
      expect(await reader.bindings.ofGroup(one.id)).toEqual([bindings[0], bindings[2]])
      expect(await reader.bindings.ofName('a')).toEqual([bindings[0], bindings[1]])
      expect(await reader.bindings.ofName('c')).toEqual([])
      const approved = { ...bindings[1], externalId: 'g-3', state: 'bound' } as const
      await write((tx) => tx.bindings.put([approved]))
      expect(await reader.bindings.list()).toEqual([bindings[0], approved, bindings[2]])
      await write((tx) => tx.bindings.delete([bindings[0], { nameKey: 'c', groupId: one.id }]))
      expect(await reader.bindings.list()).toEqual([approved, bindings[2]])
    })
  })
}
