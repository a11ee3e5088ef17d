import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'

import { createMemoryDatabase, type MemoryDatabase } from './memory-database.ts'
import { createAsyncRequestStore } from './noun/async-requests.ts'
import { createClientStore } from './noun/clients.ts'
import { createConnectionStore } from './noun/connections.ts'
import { createApiKeyStore } from './noun/keys.ts'
import { createJobStore } from './noun/jobs.ts'
import { createOrganizationStore } from './noun/organizations.ts'
import { createPlanStore } from './noun/plans.ts'
import { createNoticeStore } from './noun/notices.ts'
import { createPlatformStore } from './noun/platform.ts'
import { createPlatformFeedStore } from './noun/platform-feed.ts'
import { createRequestLogStore } from './noun/request-log.ts'
import { createSecretStore } from './noun/secrets.ts'
import { createSessionStore } from './noun/sessions.ts'
import { createSignInStore } from './noun/sign-ins.ts'
import { createSubscriptionStore } from './noun/subscriptions.ts'
import { createDailyCountStore } from './noun/daily-counts.ts'
import { createVerificationStore } from './noun/verifications.ts'
import { createReader, runCreation, runTransaction } from './organization-scope.ts'

/**
 * The store port without a database, for unit tests: it passes the contract of the store, and keeps nothing. As SQLite
 * it has one writer for all organizations.
 */
export function openMemoryStore(
  resourceTypes: ResourceTypes = standardResourceTypes,
  database: MemoryDatabase = createMemoryDatabase(),
): Store {
  const { close, run, tables } = database
  return {
    organizations: createOrganizationStore(database),
    apiKeys: createApiKeyStore(database),
    clients: createClientStore(database),
    requestLog: createRequestLogStore(database),
    sessions: createSessionStore(database),
    connections: createConnectionStore(database),
    signIns: createSignInStore(database),
    subscriptions: createSubscriptionStore(database),
    asyncRequests: createAsyncRequestStore(database),
    jobs: createJobStore(database),
    secrets: createSecretStore(database),
    dailyCounts: createDailyCountStore(database),
    verifications: createVerificationStore(database),
    notices: createNoticeStore(database),
    platform: createPlatformStore(database),
    platformFeed: createPlatformFeedStore(database),
    plans: (organizationId) => createPlanStore(database, organizationId),
    read: (organizationId) => createReader({ organizationId, resourceTypes, tables }),
    async snapshot(organizationId, work) {
      const seen = tables()
      return work(createReader({ organizationId, resourceTypes, tables: () => seen }))
    },
    write: (organizationId, scope, work) =>
      run((writing) => runTransaction(writing, organizationId, { ...scope, resourceTypes }, work)),
    create: (organization, scope, work) =>
      run((writing) => runCreation(writing, organization, { ...scope, resourceTypes }, work)),
    async check() {
      tables()
    },
    close,
  }
}
