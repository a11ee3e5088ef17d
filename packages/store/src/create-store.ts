import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'
import { StoreError } from '@rolecall/core/store-error'

import { appliedMigrations } from './applied-migrations.ts'
import { toStatus } from './migrate.ts'
import { createApiKeyStore } from './noun/api-key-store.ts'
import { createAsyncRequestStore } from './noun/async-requests.ts'
import { createClientStore } from './noun/client-store.ts'
import { createConnectionStore } from './noun/connections.ts'
import { createJobStore } from './noun/jobs.ts'
import { createOrganizationStore } from './noun/organizations.ts'
import { createNoticeStore } from './noun/notices.ts'
import { createPlanStore } from './noun/plans.ts'
import { createPlatformStore } from './noun/platform.ts'
import { createPlatformFeedStore } from './noun/platform-feed.ts'
import { createRequestLogStore } from './noun/request-log.ts'
import { createSecretStore } from './noun/secrets.ts'
import { createSessionStore } from './noun/sessions.ts'
import { createSignInStore } from './noun/sign-ins.ts'
import { createSubscriptionStore } from './noun/subscriptions.ts'
import { createDailyCountStore } from './noun/daily-counts.ts'
import { createVerificationStore } from './noun/verifications.ts'
import { createListMemory } from './list-memory.ts'
import { createMemberTexts } from './member-texts.ts'
import type { Backend } from './open-backend.ts'
import { createAskedReader, createSnapshotReader, runCreation, runTransaction } from './organization-scope.ts'
import type { Statements } from './sql/statements.ts'

/** The store over what runs its statements; of a resource it keeps for filters and sorting what its type says. */
export function createStore(backend: Backend, resourceTypes: ResourceTypes): Store {
  const { readers, requireFile, run, runSnapshot, runWrite } = backend
  const lists = createListMemory()
  const texts = createMemberTexts()
  let closed: Promise<void> | undefined
  return {
    organizations: createOrganizationStore(readers, run),
    apiKeys: createApiKeyStore(readers, run),
    clients: createClientStore(readers, run),
    requestLog: createRequestLogStore(readers, run),
    sessions: createSessionStore(readers),
    connections: createConnectionStore(readers),
    signIns: createSignInStore(readers),
    subscriptions: createSubscriptionStore(readers, run),
    asyncRequests: createAsyncRequestStore(readers, run),
    jobs: createJobStore(readers, run),
    secrets: createSecretStore(run),
    dailyCounts: createDailyCountStore(readers, run),
    verifications: createVerificationStore(readers, run),
    notices: createNoticeStore(readers),
    platform: createPlatformStore(readers, run),
    platformFeed: createPlatformFeedStore(readers, run),
    plans: (organizationId) => createPlanStore(organizationId, run),
    read: (organizationId, ahead) => createAskedReader(readers, organizationId, ahead, lists),
    snapshot: (organizationId, work) =>
      runSnapshot((statements) => work(createSnapshotReader(statements, organizationId, texts))),
    write: (organizationId, scope, work) =>
      runWrite(organizationId, (statements) => runTransaction(statements, organizationId, scope, resourceTypes, work), {
        mayBeLong: scope.mayBeLong === true,
      }),
    create: (organization, scope, work) =>
      run((statements) => runCreation(statements, organization, scope, resourceTypes, work)),
    async check() {
      requireFile()
      await checkMigrations(readers)
    },
    close: () => (closed ??= backend.close()),
  }
}

async function checkMigrations(statements: Statements): Promise<void> {
  const names = await appliedMigrations(statements)
  const { pending } = toStatus(names)
  if (pending.length === 0) return
  throw new StoreError(
    'unavailable',
    `the database lacks the migrations ${pending.join(', ')}; run: rolecall migrate up`,
  )
}
