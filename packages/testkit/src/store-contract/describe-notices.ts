import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testNotice } from './test-records.ts'
import { withStore } from './with-store.ts'

/** What was told and stands. */
export function describeNotices(underTest: StoreUnderTest): void {
  describe('notices', () => {
    const store = withStore(underTest)

    it('stand once for a code and a subject, as they were told last', async () => {
      const { reader, write } = await createTestOrganization(store())
      const key = testNotice({ subject: 'api-keys/1' })
      const worse = { ...key, level: 2, occurrence: 'other', message: 'Worse', data: { daysLeft: 7 } }
      const silent = testNotice({ code: 'provider-silent', subject: 'api-keys/1' })
      await write((tx) => tx.notices.put([silent, testNotice({ subject: 'api-keys/2' }), key]))
      await write((tx) => tx.notices.put([worse]))
      expect(await reader.notices.list()).toEqual([silent, worse, testNotice({ subject: 'api-keys/2' })])
      await write((tx) => tx.notices.delete([key, testNotice({ subject: 'api-keys/3' })]))
      expect((await reader.notices.list()).map(({ subject }) => subject)).toEqual(['api-keys/1', 'api-keys/2'])
    })

    it('are counted by code over all organizations', async () => {
      const countOf = async (code: string) =>
        (await store().notices.count()).find((counted) => counted.code === code)?.count ?? 0
      const before = [await countOf('secret-ends'), await countOf('ownerless')]
      const [first, second] = [await createTestOrganization(store()), await createTestOrganization(store())]
      await first.write((tx) =>
        tx.notices.put([testNotice({ subject: 'api-keys/1' }), testNotice({ subject: 'api-keys/2' })]),
      )
      await second.write((tx) => tx.notices.put([testNotice(), testNotice({ code: 'ownerless' })]))
      expect([await countOf('secret-ends'), await countOf('ownerless')]).toEqual([
        (before[0] ?? 0) + 3,
        (before[1] ?? 0) + 1,
      ])
    })
  })
}
