import { openStore } from '@rolecall/store/open-store'

import { recordOperation } from './record-operation.ts'

/** The same where nothing is composed: a store is opened for it. Throws StoreError. */
export async function recordInDatabase(
  database: string,
  ...[type, data]: [Parameters<typeof recordOperation>[1], Parameters<typeof recordOperation>[2]]
): Promise<void> {
  const store = await openStore({ url: database, poolSize: 1 })
  try {
    await recordOperation({ store, now: () => new Date().toISOString() }, type, data)
  } finally {
    await store.close()
  }
}
