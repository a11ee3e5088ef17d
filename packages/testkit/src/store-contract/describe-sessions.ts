import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testId, testKey, testSession } from './test-records.ts'
import { withStore } from './with-store.ts'

const during = '2026-01-02T13:00:00.000Z'

/** Sign-ins to the console. */
export function describeSessions(underTest: StoreUnderTest): void {
  describe('sessions', () => {
    const store = withStore(underTest)

    async function signIn() {
      const { id, write } = await createTestOrganization(store())
      const key = testKey(id, { hash: 'a'.repeat(64) })
      await write((tx) => tx.keys.insert(key))
      const session = testSession(key)
      await store().sessions.insert(session)
      return { key, session, write }
    }

    it('stand for their key until they end', async () => {
      const { key, session } = await signIn()
      expect(await store().sessions.find(session.hash, during)).toEqual({ key, expiresAt: session.expiresAt })
      expect(await store().sessions.find(session.hash, session.expiresAt)).toBeUndefined()
      expect(await store().sessions.find(testId(), during)).toBeUndefined()
    })

    it('end when they are deleted, and only they', async () => {
      const { key, session } = await signIn()
      const other = testSession(key)
      await store().sessions.insert(other)
      await store().sessions.delete(session.hash)
      expect(await store().sessions.find(session.hash, during)).toBeUndefined()
      expect(await store().sessions.find(other.hash, during)).toMatchObject({ key: { id: key.id } })
    })

    it('end with the rotation of their key, and say its revocation', async () => {
      const { key, session, write } = await signIn()
      await write((tx) => tx.keys.update({ ...key, revokedAt: during }))
      expect(await store().sessions.find(session.hash, during)).toMatchObject({ key: { revokedAt: during } })
      await write((tx) => tx.keys.update({ ...key, hash: 'b'.repeat(64) }))
      expect(await store().sessions.find(session.hash, during)).toBeUndefined()
    })
  })
}
