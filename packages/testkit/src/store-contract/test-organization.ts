import { defaultOrganizationSettings } from '@rolecall/core/directory/organization'
import type { Store, StoreReader, StoreTransaction, WriteScope } from '@rolecall/core/store'

import { testId } from './test-records.ts'

/** The time and cause of a write where a test does not say. */
export const testScope: WriteScope = {
  cause: { kind: 'scim', requestId: 'request-1', keyId: 'key-1' },
  now: '2026-01-02T03:04:05.678Z',
}

/** An organization of its own for a test, so that tests share a database and nothing else. */
export interface TestOrganization {
  readonly id: string
  readonly reader: StoreReader
  readonly write: <T>(work: (tx: StoreTransaction) => Promise<T>, scope?: Partial<WriteScope>) => Promise<T>
}

/** Makes an organization with default settings. */
export async function createTestOrganization(store: Store): Promise<TestOrganization> {
  const id = testId()
  const created = '2026-01-01T00:00:00.000Z'
  await store.organizations.insert({ id, name: `Organization ${id}`, settings: defaultOrganizationSettings, created })
  return {
    id,
    reader: store.read(id),
    write: (work, scope) => store.write(id, { ...testScope, ...scope }, work),
  }
}
