import { createServer } from '@rolecall/server/create-server'
import { claimDatabase, findDatabaseFile } from '@rolecall/store/check-file'
import { migrate } from '@rolecall/store/migrate'

import { findAssetFolder } from './asset-folder.ts'
import { compose } from './compose.ts'
import type { LogLevel } from './configuration/configuration.ts'
import { createLog } from './output/log.ts'
import { toPluginEntries, type PluginOptions } from './plugin-entries.ts'
import { createFirstKeys } from './serve/create-first-keys.ts'
import { toDueWork } from './serve/due-work.ts'
import { startHousekeeping } from './serve/housekeeping.ts'
import { settleAtStart } from './serve/settle-at-start.ts'

/** A server to start in this process: for the tests of a plugin, and to put one into a product. */
export interface RolecallOptions extends PluginOptions {
  /** `sqlite:PATH` or `postgres://…`; migrated to the newest version. */
  readonly database: string
  /** 0, the default, for a free one. */
  readonly port?: number
  /** `127.0.0.1` where it is left out. */
  readonly host?: string
  /** Where clients reach it; `null`, the default, for what a request's `Host` says. */
  readonly baseUrl?: string | null
  /** Hosts, addresses and ranges that may be called though they are not of the Internet; none where it is left out. */
  readonly outbound?: { readonly allow?: readonly string[] }
  /** What client secrets of SSO connections are sealed with; none can be kept where it is left out. */
  readonly ssoSecret?: string
  /** `silent` where it is left out. */
  readonly logLevel?: LogLevel
}

/** A server that answers. */
export interface Rolecall {
  readonly url: string
  /** What the identity provider is given: the SCIM base. */
  readonly tenantUrl: string
  /** Made for an empty database, and shown this once; `null` where there is an organization already. */
  readonly keys: { readonly organization: string; readonly secretToken: string; readonly ownerKey: string } | null
  /** Finishes the requests under way, then closes plugins and database. */
  readonly close: () => Promise<void>
}

/** Starts a server. Throws what the command `serve` reports: ConfigurationError, PluginError, StoreError. */
export async function startRolecall(options: RolecallOptions): Promise<Rolecall> {
  await findDatabaseFile(options.database)
  await migrate(options.database)
  const claim = await claimDatabase(options.database)
  try {
    const started = await startServer(options)
    const close = async (): Promise<void> => {
      await started.close()
      await claim.release()
    }
    return { ...started, close }
  } catch (error) {
    await claim.release()
    throw error
  }
}

async function startServer({
  baseUrl = null,
  database,
  host = '127.0.0.1',
  logLevel = 'silent',
  outbound = {},
  port = 0,
  ssoSecret,
  ...given
}: RolecallOptions): Promise<Rolecall> {
  const plugins = toPluginEntries(given)
  const log = createLog(logLevel)
  const composition = await compose({ database, plugins, log, ssoSecret: ssoSecret ?? null })
  const server = createServer({
    services: composition.services,
    baseUrl,
    log,
    consoleFolder: findAssetFolder('console'),
    docsFolder: findAssetFolder('docs'),
    outbound,
  })
  const housekeeping = startHousekeeping(composition.services, log, toDueWork(log))
  const settlement = settleAtStart(composition.services, log)
  async function close(): Promise<void> {
    await Promise.all([housekeeping.stop(), settlement.stop()])
    await server.close()
    await composition.close()
  }
  try {
    const { url } = await server.listen({ port, host })
    server.deliver()
    const first = await createFirstKeys(composition.services)
    return {
      url,
      tenantUrl: `${baseUrl ?? url}/api/scim/v2`,
      keys: first === undefined ? null : { ...first, organization: first.organization.id },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
