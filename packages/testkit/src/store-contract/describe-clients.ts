import { describe, expect, it, vi } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testCredential, testId, testKey, testToken } from './test-records.ts'
import { withStore } from './with-store.ts'

const noon = '2026-01-02T12:00:00.000Z'
const one = '2026-01-02T13:00:00.000Z'

/** OAuth clients, their credentials and their tokens. */
export function describeClients(underTest: StoreUnderTest): void {
  describe('OAuth clients', () => {
    const store = withStore(underTest)

    async function makeClient() {
      const organization = await createTestOrganization(store())
      const key = testKey(organization.id, { kind: 'client', hash: '' })
      const client = { key, tokenLifetime: 3_600, lastRefusal: null }
      const secret = testCredential(key, { expiresAt: '2027-01-01T00:00:00.000Z' })
      const trust = {
        issuer: 'https://idp.example',
        subject: 's',
        audience: null,
        tenant: 't',
        jwksUri: 'https://idp.example/k',
      }
      const trusting = testCredential(key, { hash: null, trust })
      await organization.write(async (tx) => {
        await tx.keys.insert(key)
        await tx.clients.insert(client)
        await tx.clients.insertCredential(trusting)
        await tx.clients.insertCredential(secret)
      })
      return { ...organization, client, key, secret, trusting }
    }

    it('are found with their key and their credentials, by their organization and without it', async () => {
      const { client, key, reader, secret, trusting } = await makeClient()
      const other = await makeClient()
      expect(await reader.clients.list()).toEqual([client])
      expect(await reader.clients.find(key.id)).toEqual(client)
      expect(await reader.clients.find(other.key.id)).toBeUndefined()
      expect(await reader.clients.listCredentials()).toEqual([secret, trusting])
      expect(await store().clients.find(key.id)).toEqual(client)
      expect(await store().clients.listCredentials(key.id)).toEqual([secret, trusting])
      expect(await store().clients.find(testId())).toBeUndefined()
      expect(await store().clients.listCredentials(testId())).toEqual([])
    })

    it('are deleted with their key, their credentials and their tokens, and nobody else', async () => {
      const { key, reader, secret, write } = await makeClient()
      const other = await makeClient()
      const plain = testKey(other.id)
      await other.write((tx) => tx.keys.insert(plain))
      const token = testToken(key, secret)
      await store().clients.issue(token, null)
      const deleteAt = (at: Pick<typeof other, 'write'>, id: string) => at.write((tx) => tx.clients.delete(id))
      await deleteAt(other, key.id)
      await deleteAt(other, plain.id)
      expect(await store().clients.findBearer(token.hash)).toBeDefined()
      expect((await other.reader.keys.list()).map(({ id }) => id)).toContain(plain.id)
      await deleteAt({ write }, key.id)
      expect([await store().clients.find(key.id), await store().clients.findBearer(token.hash)]).toEqual([
        undefined,
        undefined,
      ])
      expect([await reader.clients.list(), await reader.clients.listCredentials()]).toEqual([[], []])
      expect(await store().clients.find(other.key.id)).toEqual(other.client)
    })

    it('are no keys without more, and change how long their tokens live', async () => {
      const { id, key, reader, write } = await makeClient()
      const plain = testKey(id)
      await write((tx) => tx.keys.insert(plain))
      expect(await store().clients.find(plain.id)).toBeUndefined()
      await write((tx) => tx.clients.setTokenLifetime(key.id, 7_200))
      expect(await reader.clients.find(key.id)).toMatchObject({ tokenLifetime: 7_200 })
    })

    it('have tokens that stand for them, and say what has been revoked or has ended since', async () => {
      const { key, reader, secret, write } = await makeClient()
      const token = testToken(key, secret)
      expect(await store().clients.issue(token, null)).toBe(true)
      const { expiresAt } = secret
      const bearer = { key, credential: { expiresAt, revokedAt: null }, expiresAt: one }
      expect(await store().clients.findBearer(token.hash)).toEqual(bearer)
      expect(await reader.clients.findBearer(token.hash)).toEqual(bearer)
      expect(await (await makeClient()).reader.clients.findBearer(token.hash)).toBeUndefined()
      expect(await store().clients.findBearer(testId())).toBeUndefined()
      expect(await reader.clients.listCredentials()).toMatchObject([{ lastUsedAt: noon }, { lastUsedAt: null }])
      await write((tx) => tx.clients.revokeCredential(secret.id, one))
      await write((tx) => tx.keys.update({ ...key, revokedAt: one }))
      expect(await store().clients.findBearer(token.hash)).toMatchObject({
        key: { revokedAt: one },
        credential: { revokedAt: one },
      })
    })

    it('have tokens that are forgotten when one is issued after their end, at most once a minute', async () => {
      const { key, secret } = await makeClient()
      const endsLater = { expiresAt: '2026-01-02T14:00:00.000Z' }
      const [first, second, third] = [
        testToken(key, secret),
        testToken(key, secret, { created: '2026-01-02T12:59:59.999Z', ...endsLater }),
        testToken(key, secret, { created: '2026-01-02T13:01:00.000Z', ...endsLater }),
      ] as const
      await store().clients.issue(first, null)
      await store().clients.issue(second, null)
      expect(await store().clients.findBearer(first.hash)).toBeDefined()
      await store().clients.issue(third, null)
      await vi.waitFor(async () => expect(await store().clients.findBearer(first.hash)).toBeUndefined(), 5_000)
      expect(await store().clients.findBearer(second.hash)).toBeDefined()
    })

    it('note the use of a credential at most once a minute, also after a clock that was ahead', async () => {
      const { key, reader, secret, trusting } = await makeClient()
      const use = async (created: string, credential = secret) => {
        const expiresAt = '2027-01-02T14:00:00.000Z'
        expect(await store().clients.issue(testToken(key, credential, { created, expiresAt }), null)).toBe(true)
        return (await reader.clients.listCredentials()).map(({ lastUsedAt }) => lastUsedAt)
      }
      const ahead = '2026-02-01T00:00:00.000Z'
      expect(await use(noon)).toEqual([noon, null])
      expect(await use('2026-01-02T12:00:59.999Z')).toEqual([noon, null])
      expect(await use('2026-01-02T12:00:59.999Z', trusting)).toEqual([noon, '2026-01-02T12:00:59.999Z'])
      expect(await use(ahead)).toEqual([ahead, '2026-01-02T12:00:59.999Z'])
      expect((await use(one))[0]).toBe(one)
    })

    it('get one token for an assertion, of two at once too, until the assertion has ended', async () => {
      const { key, trusting } = await makeClient()
      const assertion = { hash: 'jti-1', expiresAt: one }
      const issue = (columns = {}) => store().clients.issue(testToken(key, trusting, columns), assertion)
      expect((await Promise.all([issue(), issue(), issue()])).filter(Boolean)).toEqual([true])
      const refused = testToken(key, trusting)
      expect(await store().clients.issue(refused, assertion)).toBe(false)
      expect(await store().clients.findBearer(refused.hash)).toBeUndefined()
      expect(await issue({ created: one, expiresAt: '2026-01-02T14:00:00.000Z' })).toBe(true)
    })

    it('use an assertion each for itself', async () => {
      const [ours, theirs] = [await makeClient(), await makeClient()]
      const assertion = { hash: 'jti-2', expiresAt: one }
      expect(await store().clients.issue(testToken(ours.key, ours.trusting), assertion)).toBe(true)
      expect(await store().clients.issue(testToken(theirs.key, theirs.trusting), assertion)).toBe(true)
    })

    it('note why a request was refused, at most once in ten seconds, without a revision', async () => {
      const { key, reader } = await makeClient()
      const { revision } = await reader.getState()
      const last = async () => (await reader.clients.find(key.id))?.lastRefusal
      store().clients.noteRefusal(key.id, noon, 'first')
      await vi.waitFor(async () => expect(await last()).toEqual({ at: noon, reason: 'first' }), 5_000)
      store().clients.noteRefusal(key.id, '2026-01-02T12:00:09.000Z', 'second')
      store().clients.noteRefusal(key.id, '2026-01-02T12:00:10.000Z', 'third')
      await vi.waitFor(async () => expect(await last()).toMatchObject({ reason: 'third' }), 5_000)
      expect((await reader.getState()).revision).toBe(revision)
      store().clients.noteRefusal(testId(), noon, 'of nobody')
    })
  })
}
