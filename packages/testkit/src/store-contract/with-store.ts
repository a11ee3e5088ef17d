import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'
import { afterAll, beforeAll } from 'vitest'

import type { OpenedStore, StoreUnderTest } from './store-under-test.ts'

/** Opens a store for the tests of a `describe`; the answer gives it while they run. */
export function withStore(underTest: StoreUnderTest, resourceTypes?: ResourceTypes): () => Store {
  let opened: OpenedStore | undefined
  beforeAll(async () => {
    opened = await underTest.open(resourceTypes)
  })
  afterAll(() => opened?.drop())
  return () => {
    if (opened === undefined) throw new Error('The store is open only while tests run')
    return opened.store
  }
}
