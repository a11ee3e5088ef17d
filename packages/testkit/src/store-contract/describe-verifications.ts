import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testVerification } from './test-records.ts'
import { withStore } from './with-store.ts'

/** The last verification of each organization, and all of them together. */
export function describeVerifications(underTest: StoreUnderTest): void {
  describe('verifications', () => {
    const store = withStore(underTest)

    it('of an organization are the last one, and none before the first', async () => {
      const { id } = await createTestOrganization(store())
      expect(await store().verifications.find(id)).toBeUndefined()
      await store().verifications.put(id, testVerification({ failure: 'it could not be read' }))
      const last = testVerification({ verifiedAt: '2026-01-03T00:00:00.000Z' })
      await store().verifications.put(id, last)
      expect(await store().verifications.find(id)).toEqual(last)
    })

    it('are no change of the organization', async () => {
      const { id } = await createTestOrganization(store())
      const before = await store().read(id).getState()
      await store().verifications.put(id, testVerification())
      expect(await store().read(id).getState()).toEqual(before)
    })

    it('are summed up over all organizations', async () => {
      const before = await store().verifications.summarize()
      const [first, second] = [await createTestOrganization(store()), await createTestOrganization(store())]
      const oldest = '2020-01-01T00:00:00.000Z'
      await store().verifications.put(
        first.id,
        testVerification({ differences: 3, durationMs: 90_000, verifiedAt: oldest }),
      )
      await store().verifications.put(second.id, testVerification({ differences: 4, failure: 'it could not be read' }))
      expect(await store().verifications.summarize()).toEqual({
        oldest,
        longestMs: 90_000,
        differences: before.differences + 7,
        failures: before.failures + 1,
      })
    })
  })
}
