import { randomBytes } from 'node:crypto'

import { createCommits } from '@rolecall/core/change/commits'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import { jobHandlers } from '@rolecall/core/job/job-handlers'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { inProcess } from '@rolecall/core/job/run-task'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { createOrganization } from '@rolecall/core/organization/create-organization'
import type { PluginLog } from '@rolecall/core/plugin/plugin'
import { createRoleKeeping } from '@rolecall/core/roles/role-keeping'
import type { Store } from '@rolecall/core/store'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'

import { createMemoryDatabase, type MemoryDatabase } from '../memory-store/memory-database.ts'
import { openMemoryStore } from '../memory-store/open-memory-store.ts'
import {
  toOrganizationInMemory,
  type OrganizationInMemory,
  type OrganizationOptions,
} from './organization-in-memory.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

/** Everything of Rolecall but its server and its database. */
export interface RolecallInMemory {
  readonly services: OperationServices
  readonly clock: TestClock
  readonly createOrganization: (options?: OrganizationOptions) => Promise<OrganizationInMemory>
  /** Does what is due at the time of the clock. Throws the first failure. */
  readonly runDueJobs: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface InMemoryOptions {
  readonly plugins: readonly PluginEntry[]
  /** Those of the RFCs where nothing else is said. */
  readonly resourceTypes?: ResourceTypes
  /** The log of a plugin, by its name; silent where it is left out. */
  readonly log?: (plugin: string) => PluginLog
  /** The time at which the clock begins. */
  readonly now?: string
  /** What is stored in; an empty one where it is left out. */
  readonly database?: MemoryDatabase
  /** Puts something before the store, such as one that fails. */
  readonly wrap?: (store: Store) => Store
}

/** Starts the plugins over a store in memory: what they and core do is tested so in milliseconds. */
export async function startInMemory({
  database = createMemoryDatabase(),
  log = () => silent,
  now,
  plugins,
  resourceTypes = standardResourceTypes,
  wrap = (store) => store,
}: InMemoryOptions): Promise<RolecallInMemory> {
  const clock = createTestClock(now)
  const store = wrap(openMemoryStore(resourceTypes, database))
  const host = await startPlugins(plugins, { log, resourceTypes })
  const services: OperationServices = {
    store,
    host,
    resourceTypes,
    mappings: createMappingCache(createDecider({ ...toVocabulary(host), resourceTypes })),
    roles: createRoleKeeping(),
    background: inProcess,
    commits: createCommits(),
    now: () => clock.now,
    newId: createIds(),
    randomBytes,
  }
  return {
    services,
    clock,
    createOrganization: async (options) =>
      toOrganizationInMemory(services, (await createOrganization(services, { name: 'Acme' })).id, options),
    async runDueJobs() {
      const [failure] = (await runDueJobs(services, jobHandlers)).failures
      if (failure !== undefined) throw failure.error
    },
    async close() {
      await host.close()
      await store.close()
    },
  }
}

const silent = { info() {}, warn() {}, error() {} }

/** Ids in the form of UUIDv7 that grow, the same in every run. */
function createIds(): () => string {
  let last = 0
  return () => {
    last += 1
    return `01900000-0000-7000-8000-${last.toString(16).padStart(12, '0')}`
  }
}
