import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'

import { createStore } from './create-store.ts'
import { openBackend, type BackendOptions } from './open-backend.ts'

export interface StoreOptions extends BackendOptions {
  /** What of a resource is kept for filters and sorting; those of the RFCs where nothing else is said. */
  readonly resourceTypes?: ResourceTypes
}

/** Opens a database that has been migrated. Throws ConfigurationError for a URL that is none, StoreError. */
export async function openStore({ resourceTypes = standardResourceTypes, ...options }: StoreOptions): Promise<Store> {
  return createStore(await openBackend(options), resourceTypes)
}
