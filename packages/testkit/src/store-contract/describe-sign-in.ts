import { describe, expect, it, vi } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertUser, testId, testKey } from './test-records.ts'
import { withStore } from './with-store.ts'

const connection = (name: string) => ({
  id: testId(),
  name,
  issuer: 'https://issuer.example.com',
  audience: 'client-1',
  jwksUri: 'https://issuer.example.com/keys',
  claim: 'oid',
  console: false,
  sealedSecret: null,
  created: '2026-01-02T03:04:05.678Z',
})

/** SSO connections, identities and API keys. */
export function describeSignIn(underTest: StoreUnderTest): void {
  describe('SSO connections', () => {
    const store = withStore(underTest)

    it('inserts, finds, lists by id and deletes', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [one, two] = [connection('one'), connection('two')]
      await write(async (tx) => {
        await tx.connections.insert(two)
        await tx.connections.insert(one)
      })
      expect(await reader.connections.list()).toEqual([one, two])
      expect(await reader.connections.find(two.id)).toEqual(two)
      expect(await reader.connections.find(testId())).toBeUndefined()
      await write((tx) => tx.connections.delete(one.id))
      expect(await reader.connections.list()).toEqual([two])
    })

    it('changes what may change, and is found by its id alone', async () => {
      const { id, reader, write } = await createTestOrganization(store())
      const [one, other] = [connection('one'), connection('other')]
      await write(async (tx) => {
        await tx.connections.insert(one)
        await tx.connections.insert(other)
        await tx.connections.update({ ...one, name: 'renamed', console: true, sealedSecret: 'sealed', claim: 'sub' })
      })
      const changed = { ...one, name: 'renamed', console: true, sealedSecret: 'sealed' }
      expect(await reader.connections.list()).toEqual([changed, other])
      expect(await store().connections.find(one.id)).toEqual({ organizationId: id, connection: changed })
      expect(await store().connections.find(testId())).toBeUndefined()
    })
  })

  describe('identities', () => {
    const store = withStore(underTest)

    it('keeps at most one for each user and connection, and shows an ambiguous subject as it is', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [ann, bob] = await write(async (tx) => [
        await insertUser(tx, { userName: 'ann' }),
        await insertUser(tx, { userName: 'bob' }),
      ])
      const first = { userId: ann.id, connectionId: '', subject: 's-1' }
      await write((tx) => tx.identities.put([first, { userId: bob.id, connectionId: 'c', subject: 's-1' }]))
      expect(await reader.identities.findBySubject([''], 's-1')).toEqual([first])
      expect(await reader.identities.findBySubject(['', 'c'], 's-1')).toHaveLength(2)
      expect(await reader.identities.findBySubject(['', 'c'], 'S-1')).toEqual([])
      const moved = { ...first, subject: 's-2' }
      await write((tx) => tx.identities.put([first, moved]))
      expect(await reader.identities.ofUsers([ann.id])).toEqual([moved])
      expect(await reader.identities.findBySubject([''], 's-1')).toEqual([])
      await write((tx) => tx.identities.delete([moved]))
      expect(await reader.identities.ofUsers([ann.id, bob.id])).toEqual([
        { userId: bob.id, connectionId: 'c', subject: 's-1' },
      ])
    })
  })

  describe('API keys', () => {
    const store = withStore(underTest)

    it('inserts, lists by id, updates, and finds a key whatever its organization and state', async () => {
      const { id, reader, write } = await createTestOrganization(store())
      const one = testKey(id, { scopes: ['scim', 'organization'], connectionId: 'c', hash: 'a'.repeat(64) })
      const two = testKey(id)
      await write(async (tx) => {
        await tx.keys.insert(two)
        await tx.keys.insert(one)
      })
      expect(await reader.keys.list()).toEqual([one, two])
      expect(await reader.keys.find(one.id)).toEqual(one)
      expect(await store().apiKeys.find(one.id)).toEqual(one)
      expect(await store().apiKeys.find(testId())).toBeUndefined()
      const changed = {
        ...one,
        hash: 'b'.repeat(64),
        expiresAt: '2027-01-01T00:00:00.000Z',
        revokedAt: '2026-02-02T00:00:00.000Z',
      }
      await write((tx) => tx.keys.update(changed))
      expect(await store().apiKeys.find(one.id)).toEqual(changed)
    })

    it('drops the sign-in links of the organization that are over, and no other key', async () => {
      const [mine, other] = [await createTestOrganization(store()), await createTestOrganization(store())]
      const [past, future] = ['2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z']
      const link = (id: string, expiresAt: string) => testKey(id, { kind: 'link', expiresAt })
      const [key, waits, elsewhere] = [
        testKey(mine.id, { expiresAt: past }),
        link(mine.id, future),
        link(other.id, past),
      ]
      await mine.write(async (tx) => {
        for (const one of [key, link(mine.id, past), waits]) await tx.keys.insert(one)
      })
      await other.write((tx) => tx.keys.insert(elsewhere))
      await mine.write((tx) => tx.keys.dropLinks(past))
      expect(await mine.reader.keys.list()).toEqual([key, waits])
      expect(await other.reader.keys.list()).toEqual([elsewhere])
    })

    it('notes a use at most once a minute, without a revision', async () => {
      const { id, reader, write } = await createTestOrganization(store())
      const [key, other] = [testKey(id), testKey(id)]
      await write(async (tx) => {
        await tx.keys.insert(key)
        await tx.keys.insert(other)
      })
      const { revision } = await reader.getState()
      const lastUse = async (keyId: string) => (await reader.keys.find(keyId))?.lastUsedAt
      store().apiKeys.touch(key.id, '2026-01-01T00:00:00.000Z')
      await vi.waitFor(async () => expect(await lastUse(key.id)).toBe('2026-01-01T00:00:00.000Z'), 5_000)
      store().apiKeys.touch(key.id, '2026-01-01T00:00:30.000Z')
      store().apiKeys.touch(other.id, '2026-01-01T00:00:30.000Z')
      await vi.waitFor(async () => expect(await lastUse(other.id)).toBe('2026-01-01T00:00:30.000Z'), 5_000)
      expect(await lastUse(key.id)).toBe('2026-01-01T00:00:00.000Z')
      store().apiKeys.touch(key.id, '2026-01-01T00:01:01.000Z')
      await vi.waitFor(async () => expect(await lastUse(key.id)).toBe('2026-01-01T00:01:01.000Z'), 5_000)
      expect((await reader.getState()).revision).toBe(revision)
    })

    it('notes the first provider that a key shows, and no later one', async () => {
      const { id, reader, write } = await createTestOrganization(store())
      const [key, other] = [testKey(id), testKey(id)]
      await write(async (tx) => {
        await tx.keys.insert(key)
        await tx.keys.insert(other)
      })
      const provider = async (keyId: string) => (await reader.keys.find(keyId))?.guessedProvider
      store().apiKeys.noteProvider(key.id, 'entra')
      await vi.waitFor(async () => expect(await provider(key.id)).toBe('entra'), 5_000)
      store().apiKeys.noteProvider(key.id, 'okta')
      store().apiKeys.noteProvider(other.id, 'okta')
      await vi.waitFor(async () => expect(await provider(other.id)).toBe('okta'), 5_000)
      expect(await provider(key.id)).toBe('entra')
    })

    it('says nothing where a key that is used is not there, or the store is closed', async () => {
      const { store: closing, drop } = await underTest.open()
      closing.apiKeys.touch(testId(), '2026-01-01T00:00:00.000Z')
      await closing.close()
      expect(() => closing.apiKeys.touch(testId(), '2026-01-01T00:00:00.000Z')).not.toThrow()
      await drop()
    })
  })
}
