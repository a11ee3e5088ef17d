import { defaultOrganizationSettings } from '@rolecall/core/directory/organization'
import { describe, expect, it, vi } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization, testScope } from './test-organization.ts'
import { testId, testKey } from './test-records.ts'
import { withStore } from './with-store.ts'

const time = '2026-01-02T03:04:05.678Z'
const cause = { kind: 'cli', requestId: null, keyId: null, operator: 'root' } as const

/** What the product that runs Rolecall has of all organizations. */
export function describePlatform(underTest: StoreUnderTest): void {
  describe('the platform', () => {
    const store = withStore(underTest)

    const toRow = (externalId: string) => {
      const id = testId()
      return {
        id,
        externalId,
        name: 'Globex',
        created: time,
        settings: defaultOrganizationSettings,
        creation: '{"a":1}',
      }
    }
    const toEvent = (type: 'PlatformKeyCreated' | 'PlatformKeyRevoked') => {
      return { id: testId(), type, subject: 'platform-keys/1', time, cause, data: { a: 'b' } }
    }

    it('makes an organization and what it begins with in one transaction, as its revision 1', async () => {
      const row = toRow(`customer-${testId()}`)
      const made = await store().create(row, testScope, async (tx) => {
        await tx.keys.insert(testKey(row.id, { id: row.id }))
        tx.events.append([{ type: 'OrganizationCreated', subject: `organizations/${row.id}`, data: {} }])
        return tx.state.revision
      })
      expect(made).toEqual({ value: 1 })
      expect(await store().organizations.findOwn(row.externalId)).toMatchObject({ id: row.id, suspendedAt: null })
      expect(await store().organizations.readCreation(row.id)).toBe('{"a":1}')
      expect(await store().read(row.id).getState()).toMatchObject({ revision: 1 })
      expect(await store().read(row.id).events.listRows(null, 9)).toMatchObject([{ revision: 1, index: 0 }])
      expect(await store().apiKeys.find(row.id)).toMatchObject({ organizationId: row.id })
      const later = await store().write(row.id, testScope, async (tx) => {
        await tx.setName('Initech')
        return tx.state.revision
      })
      expect(later).toBe(2)
      expect(await store().organizations.find(row.id)).toMatchObject({ name: 'Initech', externalId: row.externalId })
    })

    it('makes none where there is one of that name, be it by its own id, nor where the work fails', async () => {
      const row = toRow(`customer-${testId()}`)
      await store().create(row, testScope, async () => undefined)
      const work = vi.fn<() => Promise<void>>(async () => undefined)
      const { id: operators } = await createTestOrganization(store())
      for (const externalId of [row.externalId, operators]) {
        const other = toRow(externalId)
        expect(await store().create(other, testScope, work)).toBeUndefined()
        expect(await store().organizations.find(other.id)).toBeUndefined()
      }
      expect(work).not.toHaveBeenCalled()
      const failing = toRow(`customer-${testId()}`)
      const failed = store().create(failing, testScope, async () => {
        throw new RangeError('no')
      })
      await expect(failed).rejects.toThrow('no')
      expect(await store().organizations.findOwn(failing.externalId)).toBeUndefined()
      expect(await store().organizations.findOwn(operators)).toMatchObject({ id: operators, externalId: null })
      expect(await store().organizations.readCreation(operators)).toBeNull()
    })

    it('lists organizations by pages', async () => {
      const { id: one } = await createTestOrganization(store())
      const { id: two } = await createTestOrganization(store())
      const page = await store().organizations.listPage({ after: one, limit: 1 })
      expect(page.map(({ id }) => id)).toEqual([two])
      expect(await store().organizations.listPage({ after: two, limit: 9 })).toEqual([])
    })

    it('suspends an organization with all of its keys, and no other, until it is let in again', async () => {
      const mine = await createTestOrganization(store())
      const other = await createTestOrganization(store())
      const [key, foreign] = [testKey(mine.id), testKey(other.id)]
      await mine.write((tx) => tx.keys.insert(key))
      await other.write((tx) => tx.keys.insert(foreign))
      await mine.write((tx) => tx.setSuspended(time))
      expect(await mine.reader.getState()).toMatchObject({ suspendedAt: time })
      expect(await store().apiKeys.find(key.id)).toMatchObject({ suspendedAt: time })
      expect(await store().apiKeys.find(foreign.id)).toMatchObject({ suspendedAt: null })
      expect(await other.reader.getState()).toMatchObject({ suspendedAt: null })
      await mine.write((tx) => tx.keys.update({ ...key, displayName: 'Other', suspendedAt: null }))
      expect(await store().apiKeys.find(key.id)).toMatchObject({ displayName: 'Other', suspendedAt: time })
      await mine.write((tx) => tx.setSuspended(null))
      expect(await mine.reader.keys.find(key.id)).toMatchObject({ suspendedAt: null })
      expect(await store().organizations.find(mine.id)).toMatchObject({ suspendedAt: null })
    })

    it('has keys of its own, each written with what says so', async () => {
      const id = testId()
      const nothing = { lastUsedAt: null, revokedAt: null }
      const key = { ...nothing, id, displayName: 'Product', hash: 'a'.repeat(64), created: time, expiresAt: time }
      const [created, revoked] = [toEvent('PlatformKeyCreated'), toEvent('PlatformKeyRevoked')]
      await store().platform.insertKey(key, created)
      expect(await store().platform.findKey(id)).toEqual(key)
      expect(await store().platform.findKey('none')).toBeUndefined()
      expect(await store().apiKeys.find(id)).toBeUndefined()
      store().platform.touchKey(id, time)
      await vi.waitFor(async () => expect(await store().platform.findKey(id)).toMatchObject({ lastUsedAt: time }))
      expect(await store().platform.revokeKey(id, revoked)).toBe(true)
      expect(await store().platform.revokeKey(id, toEvent('PlatformKeyRevoked'))).toBe(false)
      expect(await store().platform.revokeKey('none', toEvent('PlatformKeyRevoked'))).toBe(false)
      expect(await store().platform.listKeys()).toContainEqual({ ...key, lastUsedAt: time, revokedAt: time })
      const [newest] = await store().platform.listEvents({ after: null, limit: 1 })
      expect(newest).toEqual(revoked)
      expect(await store().platform.listEvents({ after: revoked.id, limit: 1 })).toEqual([created])
    })
  })
}
