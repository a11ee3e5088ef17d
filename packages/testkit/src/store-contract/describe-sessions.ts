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
      await write((tx) => tx.sessions.insert(session))
      return { key, session, write }
    }

    it('stand for their key until they end', async () => {
      const { key, session } = await signIn()
      expect(await store().sessions.find(session.hash, during)).toEqual({ key, expiresAt: session.expiresAt })
      expect(await store().sessions.find(session.hash, session.expiresAt)).toBeUndefined()
      expect(await store().sessions.find(testId(), during)).toBeUndefined()
    })

    it('end when they are deleted, and only they', async () => {
      const { key, session, write } = await signIn()
      const other = testSession(key)
      await write((tx) => tx.sessions.insert(other))
      expect(await write((tx) => tx.sessions.delete(session.hash))).toBe(true)
      expect(await write((tx) => tx.sessions.delete(session.hash))).toBe(false)
      expect(await store().sessions.find(session.hash, during)).toBeUndefined()
      expect(await store().sessions.find(other.hash, during)).toMatchObject({ key: { id: key.id } })
    })

    it('are those of one organization', async () => {
      const [mine, other] = [await signIn(), await signIn()]
      expect(await mine.write((tx) => tx.sessions.delete(other.session.hash))).toBe(false)
      const late = testSession(mine.key, { created: other.session.expiresAt, expiresAt: '2099-01-01T00:00:00.000Z' })
      await mine.write((tx) => tx.sessions.insert(late))
      expect(await store().sessions.find(mine.session.hash, during)).toBeUndefined()
      expect(await store().sessions.find(other.session.hash, during)).toMatchObject({ key: { id: other.key.id } })
    })

    it('are begun by a transaction or not at all', async () => {
      const { key, write } = await signIn()
      const session = testSession(key)
      const failed = write(async (tx) => {
        await tx.sessions.insert(session)
        throw new RangeError('no')
      })
      await expect(failed).rejects.toThrow('no')
      expect(await store().sessions.find(session.hash, during)).toBeUndefined()
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
