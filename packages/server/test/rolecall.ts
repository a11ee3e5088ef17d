import { randomBytes, randomUUID } from 'node:crypto'

import { toSealingKey } from '@rolecall/core/access/seal'
import { createCommits } from '@rolecall/core/change/commits'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import { inProcess } from '@rolecall/core/job/run-task'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { createRoleKeeping } from '@rolecall/core/roles/role-keeping'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import type { Store } from '@rolecall/core/store'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'
import { migrate } from '@rolecall/store/migrate'
import { openStore, type StoreOptions } from '@rolecall/store/open-store'
import type { CreateDatabase } from '@rolecall/testkit/test-databases'

import { bundledEntries } from './bundled-entries.ts'
import { startServer, type RunningServer } from './running-server.ts'
import { createTestOrganization, type TestOrganization } from './test-organization.ts'

export type { TestOrganization }

/** What a test needs of a Rolecall, wherever it stores and however it is reached. */
export interface RolecallUnderTest extends RunningServer {
  readonly services: OperationServices
  createOrganization(name: string): Promise<TestOrganization>
  stop(): Promise<void>
}

/** A whole Rolecall on an empty database, over real HTTP. */
export interface Rolecall extends RolecallUnderTest {
  /** The same database through a store of its own, as another process would have it; the caller closes it. */
  openAnotherStore(): Promise<Store>
}

/** Starts it with the bundled plugins, and more behind them; ids are ordered as UUIDv7 are. */
export async function startRolecall(
  createDatabase: CreateDatabase,
  resourceTypes: ResourceTypes = standardResourceTypes,
  more: readonly Plugin[] = [],
  open: (options: StoreOptions) => Promise<Store> = openStore,
): Promise<Rolecall> {
  const database = await createDatabase(migrate)
  const store = await open({ url: database.url, resourceTypes })
  const log = () => ({ info() {}, warn() {}, error() {} })
  const host = await startPlugins(bundledEntries(more), { log, resourceTypes })
  const decider = createDecider({ ...toVocabulary(host), resourceTypes })
  const services: OperationServices = {
    store,
    host,
    resourceTypes,
    mappings: createMappingCache(decider),
    roles: createRoleKeeping(),
    background: inProcess,
    commits: createCommits(),
    now: () => new Date().toISOString(),
    newId: createIds(),
    randomBytes,
    connectionKey: toSealingKey('a secret of the operator', 'client secrets'),
  }
  const running = await startServer(services, { outbound: { allow: ['127.0.0.1'] } })
  return {
    ...running,
    services,
    createOrganization: (name) => createTestOrganization(services, name),
    openAnotherStore: () => openStore({ url: database.url }),
    async stop() {
      await running.server.close()
      await host.close()
      await store.close()
      await database.drop()
    },
  }
}

/** UUIDs in the form of version 7 that grow, so that the order of ids is the order of their making. */
function createIds(): () => string {
  let last = Date.now()
  return () => {
    last = Math.max(last + 1, Date.now())
    const time = last.toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
  }
}
