import { createApiKey } from '@rolecall/core/access/api-keys'
import { createOrganization } from '@rolecall/core/organization/create-organization'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { VerifyDifference } from '@rolecall/core/directory/verification'
import { verifyGrants } from '@rolecall/core/job/verify-grants'
import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import type { ApiKeyScope } from '@rolecall/core/directory/api-key'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { createServer, type Server } from '@rolecall/server/create-server'
import type { OutboundOptions } from '@rolecall/server/outbound/create-outbound'
import { migrate } from '@rolecall/store/migrate'
import { inProcessFetch } from '@rolecall/testkit/in-memory/in-process-fetch'
import type { CreateDatabase } from '@rolecall/testkit/test-databases'
import type { Tracing } from '@rolecall/server/trace/tracing'
import { pino, type Logger } from 'pino'

import { defaultPlugins } from '../src/bundled-plugins.ts'
import { compose } from '../src/compose.ts'
import { traceServices } from '../src/telemetry/trace-services.ts'
import { traceTrips } from '../src/telemetry/trace-trips.ts'
import { toOperatorContext } from '../src/operator-context.ts'

/** One organization of a test server, with what its provider and its owner need. */
export interface Tenant {
  readonly organizationId: string
  readonly scim: { readonly tenantUrl: string; readonly secretToken: string }
  readonly ownerKey: string
  /** A request to the management API by the owner's key. */
  readonly owner: (method: string, path: string, body?: unknown) => Promise<Answer>
  /** A request to the SCIM endpoint by the provider's token. */
  readonly provider: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  /** A mapping to the management API by the owner's key. */
  readonly send: (method: string, path: string, text: string) => Promise<Answer>
  /** `confirm` applies it though the brake would hold some of it. */
  readonly putMapping: (text: string, confirm?: boolean) => Promise<Answer>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Parsed JSON, the text where it is none, `undefined` for an empty body. */
  readonly body: unknown
}

/** A real server on a database of its own. */
export interface TestServer {
  readonly url: string
  readonly fetch: typeof fetch
  readonly services: OperationServices
  readonly createTenant: () => Promise<Tenant>
  readonly metrics: Server['metrics']
  /** Differences between what is stored and a computation from nothing. */
  readonly verify: (organizationId: string) => Promise<readonly VerifyDifference[]>
  /** Stops the clock of the server at an instant; `null` lets it go on. */
  readonly setTime: (instant: string | null) => void
  readonly close: () => Promise<void>
}

/** What a test server has beside the bundled plugins and the schemas of the RFCs. */
export interface TestServerOptions {
  /** Where clients are told that they reach it. */
  readonly baseUrl?: string
  /** Whether it is reached by connections; without them, where only the answers and the database are looked at, it is quicker. */
  readonly connections?: boolean
  /** Whether it delivers events, and carries out what is answered later. */
  readonly deliver?: boolean
  readonly consoleFolder?: string
  readonly outbound?: OutboundOptions
  readonly plugins?: readonly PluginEntry[]
  readonly resourceTypes?: ResourceTypes
  readonly tracing?: Tracing
  readonly log?: Logger
}

/** On a database that has been migrated. */
export async function startTestServer(
  createDatabase: CreateDatabase,
  {
    baseUrl,
    connections = true,
    consoleFolder,
    deliver = false,
    outbound = {},
    plugins = defaultPlugins(),
    resourceTypes = standardResourceTypes,
    tracing,
    log = pino({ level: process.env['ROLECALL_TEST_LOG'] ?? 'silent' }),
  }: TestServerOptions = {},
): Promise<TestServer> {
  const database = await createDatabase(migrate)
  const { close, services: composed } = await compose({
    database: database.url,
    plugins,
    log,
    resourceTypes,
    ssoSecret: 'a secret of this server, for its tests',
    ...(tracing === undefined ? {} : { onTrip: traceTrips(tracing, 'sqlite') }),
  })
  let time: string | null = null
  const timed: OperationServices = { ...composed, now: () => time ?? composed.now() }
  const services = tracing === undefined ? timed : traceServices(timed, tracing)
  const server = createServer({ services, baseUrl: baseUrl ?? null, log, consoleFolder, outbound, tracing })
  const reached: ReachableServer = connections
    ? { ...(await server.listen({ port: 0, host: '127.0.0.1' })), fetch }
    : { url: 'http://rolecall.test', fetch: inProcessFetch(server.callback()) }
  if (deliver) server.deliver()
  return {
    ...reached,
    services,
    createTenant: () => createTenant(services, reached),
    metrics: () => server.metrics(),
    setTime: (instant) => void (time = instant),
    verify: async (organizationId) => (await verifyGrants(services, organizationId)).differences,
    async close() {
      await server.close()
      await close()
      await database.drop()
    },
  }
}

/** Where a server is, and how it is reached. */
export interface ReachableServer {
  readonly url: string
  readonly fetch: typeof fetch
}

/** An organization with keys for its provider and its owner. */
export async function createTenant(services: OperationServices, server: ReachableServer): Promise<Tenant> {
  const { id } = await createOrganization(services, { name: 'Acme' })
  const makeKey = async (scope: ApiKeyScope): Promise<string> => {
    const input = { displayName: scope, scopes: [scope], connectionId: null, expiresAt: null }
    return (await createApiKey(toOperatorContext(services, id), input, 'operator')).key
  }
  const secretToken = await makeKey('scim')
  const ownerKey = await makeKey('organization')
  const { url } = server
  const tenantUrl = `${url}/api/scim/v2`
  return {
    organizationId: id,
    scim: { tenantUrl, secretToken },
    ownerKey,
    owner: (method, path, body) => sendTo(server, ownerKey, method, url + path, body),
    provider: (method, path, body, headers) => sendTo(server, secretToken, method, tenantUrl + path, body, headers),
    send: (method, path, text) =>
      sendTo(server, ownerKey, method, url + path, text, { 'content-type': 'application/yaml' }),
    putMapping: (text, confirm = false) =>
      sendTo(server, ownerKey, 'PUT', `${url}/api/settings/scim-mapping${confirm ? '?confirm=true' : ''}`, text, {
        'content-type': 'application/yaml',
      }),
  }
}

/** Sends over HTTP. */
export function send(
  key: string,
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return sendTo({ fetch }, key, method, url, body, headers)
}

/** A text is sent as it is, anything else as JSON. */
async function sendTo(
  server: Pick<ReachableServer, 'fetch'>,
  key: string,
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const init: RequestInit = {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
  }
  if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await server.fetch(url, init)
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? undefined : parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
