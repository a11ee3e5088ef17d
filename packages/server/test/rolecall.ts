import { randomBytes, randomUUID } from 'node:crypto'

import type { ApiKeyScope } from '@rolecall/core/directory/api-key'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import { createApiKey } from '@rolecall/core/access/api-keys'
import { createOrganization } from '@rolecall/core/organization/create-organization'
import { inProcess } from '@rolecall/core/job/run-task'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { createRoleKeeping } from '@rolecall/core/roles/role-keeping'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import type { Store } from '@rolecall/core/store'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { emailValidation } from '@rolecall/plugin-email-validation/plugin'
import { entra } from '@rolecall/plugin-entra/plugin'
import { okta } from '@rolecall/plugin-okta/plugin'
import { onelogin } from '@rolecall/plugin-onelogin/plugin'
import { jumpcloud } from '@rolecall/plugin-jumpcloud/plugin'
import { google } from '@rolecall/plugin-google/plugin'
import { ping } from '@rolecall/plugin-ping/plugin'
import { keycloak } from '@rolecall/plugin-keycloak/plugin'
import { authentik } from '@rolecall/plugin-authentik/plugin'
import { groupRoles } from '@rolecall/plugin-group-roles/plugin'
import { ssoLinking } from '@rolecall/plugin-sso-linking/plugin'
import { createDecider } from '@rolecall/rules/create-decider'
import { toVocabulary } from '@rolecall/rules/vocabulary'
import { migrate } from '@rolecall/store/migrate'
import { openStore, type StoreOptions } from '@rolecall/store/open-store'
import type { TestDatabase } from '@rolecall/testkit/test-databases'

import { startServer, type RunningServer } from './running-server.ts'

/** A whole Rolecall on an empty database, over real HTTP. */
export interface Rolecall extends RunningServer {
  readonly services: OperationServices
  createOrganization(name: string): Promise<TestOrganization>
  /** The same database through a store of its own, as another process would have it; the caller closes it. */
  openAnotherStore(): Promise<Store>
  stop(): Promise<void>
}

export interface TestOrganization {
  readonly id: string
  readonly keys: Readonly<Record<ApiKeyScope, string>>
}

const scopes: readonly ApiKeyScope[] = ['scim', 'organization', 'organization_read']

/** Starts it with the bundled plugins, and more behind them; ids are ordered as UUIDv7 are. */
export async function startRolecall(
  createDatabase: () => Promise<TestDatabase>,
  resourceTypes: ResourceTypes = standardResourceTypes,
  more: readonly Plugin[] = [],
  open: (options: StoreOptions) => Promise<Store> = openStore,
): Promise<Rolecall> {
  const database = await createDatabase()
  await migrate(database.url)
  const store = await open({ url: database.url, resourceTypes })
  const log = () => ({ info() {}, warn() {}, error() {} })
  const plugins = [
    entra,
    okta,
    onelogin,
    jumpcloud,
    google,
    ping,
    keycloak,
    authentik,
    emailValidation,
    ssoLinking,
    groupRoles,
    ...more,
  ] as readonly Plugin[]
  const entries = plugins.map((plugin) => ({ plugin, config: undefined, origin: 'test' }))
  const host = await startPlugins(entries, { log, resourceTypes })
  const decider = createDecider({ ...toVocabulary(host), resourceTypes })
  const services: OperationServices = {
    store,
    host,
    resourceTypes,
    mappings: createMappingCache(decider),
    roles: createRoleKeeping(),
    background: inProcess,
    now: () => new Date().toISOString(),
    newId: createIds(),
    randomBytes,
  }
  const running = await startServer(services)
  return {
    ...running,
    services,
    createOrganization: (name) => organizationWithKeys(services, name),
    openAnotherStore: () => openStore({ url: database.url }),
    async stop() {
      await running.server.close()
      await host.close()
      await store.close()
      await database.drop()
    },
  }
}

async function organizationWithKeys(services: OperationServices, name: string): Promise<TestOrganization> {
  const { id } = await createOrganization(services, { name })
  const context = {
    ...services,
    organizationId: id,
    cause: { kind: 'cli', requestId: null, keyId: null } as const,
    baseUrl: '',
    tolerances: new Tolerances(),
    connectionId: '',
  }
  const keys: Partial<Record<ApiKeyScope, string>> = {}
  for (const scope of scopes) {
    const input = { displayName: scope, scopes: [scope], connectionId: null, expiresAt: null }
    keys[scope] = (await createApiKey(context, input, 'operator')).key
  }
  return { id, keys: keys as Record<ApiKeyScope, string> }
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
