import type { SignIn } from '@rolecall/core/directory/sign-in'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization, testScope } from './test-organization.ts'
import { insertUser, testConnection, testId, testSignIn } from './test-records.ts'
import { withStore } from './with-store.ts'

const during = '2026-01-02T13:00:00.000Z'

/** Sign-ins of people through a connection. */
export function describePersonSignIns(underTest: StoreUnderTest): void {
  describe('sign-ins of people', () => {
    const store = withStore(underTest)

    async function begin(change: Partial<SignIn> = {}) {
      const { id, write } = await createTestOrganization(store())
      const connection = testConnection()
      const [ann, bob] = await write(async (tx) => {
        await tx.connections.insert(connection)
        return [await insertUser(tx, { userName: 'ann' }), await insertUser(tx, { userName: 'bob' })]
      })
      const base = { organizationId: id, connectionId: connection.id, userId: ann.id }
      const one = testSignIn({ ...base, ...change })
      await insert(one)
      return { ann, base, bob, connection, id, one, write }
    }
    const insert = (signIn: SignIn) =>
      store().write(signIn.organizationId, testScope, (tx) => tx.signIns.insert(signIn))
    const isThere = async ({ hash }: SignIn) => (await store().signIns.find(hash, during)) !== undefined

    it('are found until they end, and dropped with the next one', async () => {
      const { base, one } = await begin({ tokenSession: 'sid-1' })
      expect(await store().signIns.find(one.hash, during)).toEqual(one)
      expect(await store().signIns.find(one.hash, one.expiresAt)).toBeUndefined()
      expect(await store().signIns.find(testId(), during)).toBeUndefined()
      await insert(testSignIn({ ...base, created: one.expiresAt, expiresAt: '2026-02-01T00:00:00.000Z' }))
      expect(await isThere(one)).toBe(false)
    })

    it('end by themselves, with their member, and with their connection', async () => {
      const { ann, base, bob, connection, one, write } = await begin()
      const [second, ofBob] = [testSignIn(base), testSignIn({ ...base, userId: bob.id })]
      for (const other of [second, ofBob]) await insert(other)
      const end = () => write((tx) => tx.signIns.delete(one.hash))
      expect([await end(), await end()]).toEqual([true, false])
      expect(await (await begin()).write((tx) => tx.signIns.delete(second.hash))).toBe(false)
      expect([await isThere(one), await isThere(second)]).toEqual([false, true])
      await write((tx) => tx.users.delete(ann))
      expect([await isThere(second), await isThere(ofBob)]).toEqual([false, true])
      await write((tx) => tx.connections.delete(connection.id))
      expect(await isThere(ofBob)).toBe(false)
    })

    it('end for a member within a transaction', async () => {
      const { ann, base, bob, one, write } = await begin()
      const ofBob = testSignIn({ ...base, userId: bob.id })
      await insert(ofBob)
      await insert(testSignIn(base))
      expect(await write((tx) => tx.signIns.endOf(ann.id))).toBe(2)
      expect([await isThere(one), await isThere(ofBob)]).toEqual([false, true])
      expect(await write((tx) => tx.signIns.endOf(ann.id))).toBe(0)
    })

    it('end by what a provider calls them, in their organization and connection only', async () => {
      const { base, one, write } = await begin({ tokenSubject: 's', tokenSession: 'sid-1' })
      const second = testSignIn({ ...base, tokenSubject: 's', tokenSession: 'sid-2' })
      await insert(second)
      const { one: foreign, connection: elsewhere } = await begin({ tokenSubject: 's', tokenSession: 'sid-1' })
      const wanted = { connectionId: base.connectionId, tokenSubject: 's', tokenSession: 'sid-1' }
      const end = (signedOut: typeof wanted | (Omit<typeof wanted, 'tokenSession'> & { tokenSession: null })) =>
        write((tx) => tx.signIns.end(signedOut))
      expect(await end({ ...wanted, tokenSubject: 'other' })).toEqual([])
      expect(await end({ ...wanted, connectionId: elsewhere.id })).toEqual([])
      expect(await end(wanted)).toEqual([one])
      expect(await end({ ...wanted, tokenSession: null })).toEqual([second])
      expect(await isThere(foreign)).toBe(true)
    })

    it('take what is good for one use once, whoever comes at the same time, and forget it when it has ended', async () => {
      const { base, write } = await begin()
      const once = { connectionId: base.connectionId, hash: 'h', now: during, expiresAt: '2026-01-02T14:00:00.000Z' }
      const uses = await Promise.all([1, 2, 3].map(() => write((tx) => tx.signIns.use(once))))
      expect(uses.filter(Boolean)).toHaveLength(1)
      expect(await write((tx) => tx.signIns.use({ ...once, hash: 'other' }))).toBe(true)
      const later = { ...once, now: once.expiresAt, expiresAt: '2026-01-02T15:00:00.000Z' }
      expect(await write((tx) => tx.signIns.use(later))).toBe(true)
    })

    it('take it once together with what it is for, or not at all where that fails', async () => {
      const { base, write } = await begin()
      const once = { connectionId: base.connectionId, hash: 'h', now: during, expiresAt: '2026-01-02T14:00:00.000Z' }
      const failing = write(async (tx) => {
        expect(await tx.signIns.use(once)).toBe(true)
        throw new Error('later')
      })
      await expect(failing).rejects.toThrow('later')
      const twice = () => write((tx) => tx.signIns.use(once))
      expect((await Promise.all([twice(), twice()])).filter(Boolean)).toHaveLength(1)
    })
  })
}
