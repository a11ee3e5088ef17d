import type { AsyncRequest } from '@rolecall/core/directory/async-request'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testAsyncRequest } from './test-records.ts'
import { withStore } from './with-store.ts'

const at = (minute: number) => `2026-01-02T03:${String(minute).padStart(2, '0')}:00.000Z`
const clock = (minute: number) => ({ now: at(minute), latest: at(minute + 10) })

/** Requests that are carried out later. */
export function describeAsyncRequests(underTest: StoreUnderTest): void {
  describe('requests that wait', () => {
    const store = withStore(underTest)

    async function accepted(...operations: readonly (number | null)[]) {
      const organization = await createTestOrganization(store())
      const requests: AsyncRequest[] = []
      for (const count of operations) {
        const request = await organization.write(async (tx) => {
          const whole = testAsyncRequest(organization.id, { position: tx.state.revision, operations: count })
          await tx.asyncRequests.insert(whole)
          return whole
        })
        requests.push(request)
      }
      return { ...organization, requests, claim: claimOf(organization.id) }
    }
    const claimOf = (id: string) => (minute: number, token: string) =>
      store().asyncRequests.claim(id, clock(minute), { token, until: at(minute + 5) })

    it('are claimed in the order of their arrival, one at a time, by one of many who try', async () => {
      const { claim, requests, write } = await accepted(null, null)
      const claims = await Promise.all(Array.from({ length: 8 }, (_, index) => claim(0, `claim-${index}`)))
      const index = claims.findIndex((one) => one !== undefined)
      expect(claims.filter((one) => one !== undefined)).toEqual([{ ...requests[0], attempts: 1 }])
      expect(await write((tx) => tx.asyncRequests.advance(requests[0] as AsyncRequest, `claim-${index}`, 1))).toBe(true)
      expect(await claim(0, 'next')).toEqual({ ...requests[1], attempts: 1 })
    })

    it('are over with their last operation, together with what that has changed, and once', async () => {
      const { claim, reader, requests, write } = await accepted(3)
      const request = requests[0] as AsyncRequest
      await claim(0, 'mine')
      const failed = write(async (tx) => {
        await tx.asyncRequests.advance(request, 'mine', 3)
        throw new Error('failed')
      })
      await expect(failed).rejects.toThrow('failed')
      expect(await write((tx) => tx.asyncRequests.advance(request, 'mine', 2))).toBe(true)
      expect(await reader.asyncRequests.find(request.txn)).toEqual({ keyId: 'key', operations: 3, done: 2 })
      expect(await write((tx) => tx.asyncRequests.advance(request, 'mine', 1))).toBe(false)
      expect(await write((tx) => tx.asyncRequests.advance({ ...request, done: 2 }, 'mine', 1))).toBe(true)
      expect(await reader.asyncRequests.find(request.txn)).toBeUndefined()
      expect(await write((tx) => tx.asyncRequests.advance({ ...request, done: 2 }, 'mine', 1))).toBe(false)
    })

    it('are begun again when the claim has ended, by whom the one before does nothing more', async () => {
      const { claim, requests, write } = await accepted(null)
      const request = requests[0] as AsyncRequest
      await claim(0, 'lost')
      expect(await claim(4, 'early')).toBeUndefined()
      expect(await store().asyncRequests.renew(request, { token: 'lost', until: at(7) })).toBe(true)
      expect(await claim(6, 'early')).toBeUndefined()
      expect(await claim(7, 'mine')).toMatchObject({ attempts: 2 })
      expect(await store().asyncRequests.renew(request, { token: 'lost', until: at(20) })).toBe(false)
      await store().asyncRequests.release(request, 'lost', null)
      expect(await write((tx) => tx.asyncRequests.advance(request, 'lost', 1))).toBe(false)
      expect(await claim(8, 'other')).toBeUndefined()
    })

    it('are begun again at once where a claim is further ahead than any can be', async () => {
      const { claim, id } = await accepted(null)
      await store().asyncRequests.claim(id, clock(0), { token: 'of a wrong clock', until: at(50) })
      expect(await claim(0, 'mine')).toMatchObject({ attempts: 2 })
    })

    it('are given back, and were begun one time less', async () => {
      const { claim, requests } = await accepted(null)
      const request = requests[0] as AsyncRequest
      await claim(0, 'mine')
      await store().asyncRequests.release(request, 'mine', at(2))
      expect(await claim(1, 'early')).toBeUndefined()
      expect(await claim(2, 'again')).toMatchObject({ attempts: 1 })
    })

    it('are measured and found in their organization only', async () => {
      const { id, reader, requests } = await accepted(null, 2)
      const other = await accepted(null)
      const request = requests[1] as AsyncRequest
      expect(await reader.asyncRequests.measure()).toEqual({ requests: 2, bytes: 12 })
      expect(await reader.asyncRequests.find(request.txn)).toEqual({ keyId: 'key', operations: 2, done: 0 })
      expect(await other.reader.asyncRequests.find(request.txn)).toBeUndefined()
      await other.claim(0, 'mine')
      expect(await other.write((tx) => tx.asyncRequests.advance(request, 'mine', 2))).toBe(false)
      const queues = await store().asyncRequests.listQueues('', 10_000)
      expect(queues.filter((queue) => queue === id || queue === other.id)).toEqual([id, other.id].sort())
      expect(await store().asyncRequests.listQueues([id, other.id].sort()[1] as string, 1)).not.toContain(id)
    })
  })
}
