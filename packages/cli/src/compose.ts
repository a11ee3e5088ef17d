import { toSealingKey } from '@rolecall/core/access/seal'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import { createCommits } from '@rolecall/core/change/commits'
import { inProcess } from '@rolecall/core/job/run-task'
import type { Background } from '@rolecall/core/change/operation-context'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { createRoleKeeping } from '@rolecall/core/roles/role-keeping'
import type { NoticeThresholds } from '@rolecall/core/directory/notice'
import type { CursorOptions, OperationServices } from '@rolecall/core/change/operation-context'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Database } from '@rolecall/store/database'
import { openStore } from '@rolecall/store/open-store'
import type { OnTrip } from '@rolecall/store/sql/statements'
import { randomBytes } from 'node:crypto'
import type { Logger } from 'pino'

import { createIds } from './create-ids.ts'
import { toDecider } from './to-decider.ts'
import { toPluginLog } from './to-plugin-log.ts'

/** What every command works with, from a configuration that has been checked. */
export interface Composition {
  readonly services: OperationServices
  /** Closes the plugins in reverse order of their set-up, then the database. */
  readonly close: () => Promise<void>
}

export interface CompositionOptions {
  readonly database: Database
  readonly plugins: readonly PluginEntry[]
  readonly log: Logger
  /** Those of the RFCs where nothing else is said. */
  readonly resourceTypes?: ResourceTypes
  readonly cursor?: CursorOptions
  /** What client secrets of SSO connections are sealed with; none can be kept without it. */
  readonly ssoSecret?: string | null
  /** From when on notices are told; the usual where nothing else is said. */
  readonly notices?: NoticeThresholds
  /** Where long work runs; in the process itself where nothing else is said. */
  readonly background?: Background
  /** Connections that only read. */
  readonly poolSize?: number
  /** Told of every trip to the database. */
  readonly onTrip?: OnTrip
}

/**
 * Puts the parts together: store, plugins, rules. The one place that knows all of them.
 * Throws ConfigurationError, PluginError, StoreError.
 */
export async function compose({
  cursor,
  database,
  log,
  notices,
  plugins,
  ssoSecret = null,
  resourceTypes = standardResourceTypes,
  background = inProcess,
  poolSize,
  onTrip,
}: CompositionOptions): Promise<Composition> {
  const store = await openStore({
    url: database,
    resourceTypes,
    ...(poolSize === undefined ? {} : { poolSize }),
    ...(onTrip === undefined ? {} : { onTrip }),
  })
  try {
    const host = await startPlugins(plugins, {
      log: (plugin) => toPluginLog(log.child({ plugin })),
      resourceTypes,
    })
    const decider = toDecider(host, resourceTypes)
    const services: OperationServices = {
      store,
      host,
      resourceTypes,
      mappings: createMappingCache(decider),
      roles: createRoleKeeping(),
      background,
      commits: createCommits(),
      now: () => new Date().toISOString(),
      ...(notices === undefined ? {} : { notices }),
      ...(cursor === undefined ? {} : { cursor }),
      ...(ssoSecret === null ? {} : { connectionKey: toSealingKey(ssoSecret, 'client secrets') }),
      newId: createIds(),
      randomBytes: (length) => randomBytes(length),
    }
    return {
      services,
      async close() {
        await background.close()
        await host.close()
        await store.close()
      },
    }
  } catch (error) {
    await store.close()
    throw error
  }
}
