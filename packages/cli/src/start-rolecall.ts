import { createServer } from '@rolecall/server/create-server'

import { findAssetFolder } from './asset-folder.ts'
import type { LogLevel } from './configuration/configuration.ts'
import { openRolecall, type OpenOptions } from './embed/open-rolecall.ts'
import { createLog } from './output/log.ts'
import { createFirstKeys } from './serve/create-first-keys.ts'
import { traceByHost, type HostTelemetry } from './telemetry/trace-host.ts'

/** A server to start in this process: for the tests of a plugin, and to put one into a product. */
export interface RolecallOptions extends OpenOptions {
  /** 0, the default, for a free one. */
  readonly port?: number
  /** `127.0.0.1` where it is left out. */
  readonly host?: string
  /** Where clients reach it; `null`, the default, for what a request's `Host` says. */
  readonly baseUrl?: string | null
  /** Hosts, addresses and ranges that may be called though they are not of the Internet; none where it is left out. */
  readonly outbound?: { readonly allow?: readonly string[] }
  /** `silent` where it is left out. */
  readonly logLevel?: LogLevel
  /** Requests, changes and statements as spans among those of the process; nothing is traced where it is left out. */
  readonly telemetry?: HostTelemetry
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
export async function startRolecall({
  baseUrl = null,
  host = '127.0.0.1',
  logLevel = 'silent',
  outbound = {},
  port = 0,
  telemetry,
  ...options
}: RolecallOptions): Promise<Rolecall> {
  const log = createLog(logLevel)
  const tracing = telemetry && traceByHost(telemetry)
  const opened = await openRolecall(options, log, tracing)
  const { services } = opened
  const server = createServer({
    services,
    baseUrl,
    log,
    consoleFolder: findAssetFolder('console'),
    docsFolder: findAssetFolder('docs'),
    outbound,
    tracing,
  })
  const close = (): Promise<void> => opened.close(server)
  try {
    const { url } = await server.listen({ port, host })
    opened.start(server)
    const first = await createFirstKeys(services)
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
