import { defaultOrganizationSettings } from '@rolecall/core/directory/organization'
import { testId } from '@rolecall/testkit/store-contract/test-records'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { describe, expect, it } from 'vitest'

import { migrate } from '../src/migrate.ts'
import { openStore } from '../src/open-store.ts'

describe.each(eachDatabase)('insertFirst on $name', ({ create }) => {
  it('inserts one organization, however many processes try at once, and none beside another one', async () => {
    const { drop, url } = await create()
    await migrate(url)
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ url })))
    const first = (): Parameters<(typeof stores)[0]['organizations']['insertFirst']>[0] => ({
      id: testId(),
      name: 'First',
      settings: defaultOrganizationSettings,
      created: '2026-01-01T00:00:00.000Z',
    })
    try {
      const answers = await Promise.all(stores.flatMap((store) => [1, 2].map(() => store.organizations.insertFirst(first()))))
      expect(answers.filter(Boolean)).toHaveLength(1)
      expect(await stores[0]!.organizations.list()).toMatchObject([{ name: 'First', settings: defaultOrganizationSettings }])
    } finally {
      for (const store of stores) await store.close()
      await drop()
    }
  })
})
