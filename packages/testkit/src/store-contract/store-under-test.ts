import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'

/** An implementation of the store port, on databases of its own. */
export interface StoreUnderTest {
  readonly name: string
  /** A store on an empty, migrated database. */
  open(resourceTypes?: ResourceTypes): Promise<OpenedStore>
}

export interface OpenedStore {
  readonly store: Store
  /** Closes the store and removes its database. */
  readonly drop: () => Promise<void>
}
