import type { IncomingMessage, ServerResponse } from 'node:http'

import { createMounted, type Mounted } from '@rolecall/server/create-mounted'
import type { FetchHandler } from '@rolecall/server/http/fetch-over-memory'
import { toSite } from '@rolecall/server/http/site'
import type { Logger } from 'pino'

import { findAssetFolder } from '../asset-folder.ts'
import type { LogLevel } from '../configuration/configuration.ts'
import { createLog } from '../output/log.ts'
import type { Actor } from './actor-context.ts'
import { traceByHost, type HostTelemetry } from '../telemetry/trace-host.ts'
import { openRolecall, type OpenOptions, type OpenRolecall } from './open-rolecall.ts'
import { toOrganizationOperations, type OrganizationOperations } from './organization-operations.ts'
import { toOrganizationsOperations, type OrganizationsOperations } from './organizations-operations.ts'

/** Rolecall in the process of a product, whose HTTP server it is mounted in. */
export interface CreateOptions extends OpenOptions {
  /** The path that it is mounted at, such as `/rolecall`; that of `baseUrl`, else the root, where it is left out. */
  readonly path?: string
  /** Where clients reach it, with the path: `https://product.example/rolecall`; where it is left out, what a request's `Host` says. */
  readonly baseUrl?: string
  /** A logger of pino, as Fastify has one, or how much is written to stderr: `warn` where it is left out. */
  readonly log?: Logger | LogLevel
  /** Hosts, addresses and ranges that may be called though they are not of the Internet; none where it is left out. */
  readonly outbound?: { readonly allow?: readonly string[] }
  /** Addresses and networks of proxies whose `X-Forwarded-For` says where a request comes from. */
  readonly trustedProxies?: readonly string[]
  /** What the provisioning log keeps of requests. */
  readonly provisioningLog?: { readonly bodies?: boolean }
  /** Requests of each organization in a second; as many as the process can where it is left out. */
  readonly requestsPerSecond?: number
  /** Requests, changes and statements as spans among those of the product; nothing is traced where it is left out. */
  readonly telemetry?: HostTelemetry
}

/** What a product does with it. It listens to no port and to no signal, and never ends the process. */
export interface EmbeddedRolecall {
  /** Answers requests of `node:http`: a middleware at its path, or the whole of a server. Throws nothing. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void
  /** The same for requests of the Fetch standard. Bodies are streamed both ways; the request's `signal` says that the client has gone. */
  readonly fetch: FetchHandler
  /** Organizations: those of the product, which makes them here. */
  readonly organizations: OrganizationsOperations
  /** What can be done in one organization; `actor` is on whose behalf, as the events and the audit keep it. */
  organization(id: string, actor?: Actor): OrganizationOperations
  /** Refuses further requests, finishes those under way, waits for jobs and deliveries, then closes plugins and database; a pool that was given stays open. */
  readonly close: () => Promise<void>
}

/**
 * Makes Rolecall a part of this process. Throws what the command `serve` reports: ConfigurationError, PluginError, StoreError.
 */
export async function createRolecall(options: CreateOptions): Promise<EmbeddedRolecall> {
  const {
    baseUrl,
    log: wished = 'warn',
    outbound = {},
    path,
    provisioningLog = {},
    requestsPerSecond,
    telemetry,
  } = options
  const site = toSite(baseUrl ?? null, path ?? null)
  const log = typeof wished === 'string' ? createLog(wished) : wished
  const tracing = telemetry && traceByHost(telemetry)
  const opened = await openRolecall(options, log, tracing)
  const { services } = opened
  const mounted = await mountOrClose(opened, {
    services,
    site,
    log,
    consoleFolder: findAssetFolder('console'),
    docsFolder: findAssetFolder('docs'),
    limits: { requestsPerSecond },
    provisioningLog,
    outbound,
    trustedProxies: options.trustedProxies ?? [],
    tracing,
  })
  opened.start(mounted)
  let closed: Promise<void> | undefined
  return {
    handler: mounted.handler,
    fetch: mounted.fetch,
    organizations: toOrganizationsOperations(services, site),
    organization: (id, actor) => toOrganizationOperations(services, site, id, actor),
    close: () => (closed ??= opened.close(mounted)),
  }
}

/** What can't be mounted must not keep the database: whoever mends it tries again in the same process. */
async function mountOrClose(opened: OpenRolecall, options: Parameters<typeof createMounted>[0]): Promise<Mounted> {
  try {
    return createMounted(options)
  } catch (error) {
    await opened.close({ close: () => Promise.resolve(), deliver() {} })
    throw error
  }
}
