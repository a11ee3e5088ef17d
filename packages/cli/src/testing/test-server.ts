import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { createApiKey } from '@rolecall/core/access/api-keys'
import { toSealingKey } from '@rolecall/core/access/seal'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { ApiKeyScope } from '@rolecall/core/directory/api-key'
import { applyMapping } from '@rolecall/core/mapping/apply-mapping'
import { createOrganization } from '@rolecall/core/organization/create-organization'
import { createMounted, type Mounted } from '@rolecall/server/create-mounted'
import { toSite } from '@rolecall/server/http/site'
import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import type { TestClock } from '@rolecall/testkit/in-memory/test-clock'
import { pino } from 'pino'

import { toOperatorContext } from '../operator-context.ts'
import { toPluginEntries, type PluginOptions } from '../plugin-entries.ts'
import { tellAll } from './tell-all.ts'

/** A server for a test of a product. */
export interface TestServerOptions extends PluginOptions {
  /** The time at which its clock begins; `2026-03-01T08:00:00.000Z` where it is left out. */
  readonly now?: string
  /** The mapping of its organization, as YAML; none where it is left out. */
  readonly mapping?: string
  /** Whether it listens to a free port of this machine as well, for what can't be given a `fetch`. */
  readonly listen?: boolean
}

/** The whole HTTP server over a store in memory, with one organization. */
export interface TestServer {
  /** Where it is: at a port that it listens to, else an address that only its `fetch` knows. */
  readonly url: string
  /** Sends requests to it without a network; for `createClient({ fetch })`, and for the product. */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  readonly organizationId: string
  /** What its provider, its owner, and a product that follows it send as `Authorization: Bearer`. */
  readonly keys: TestKeys
  /** Set `now`, or go `forward` by milliseconds; nothing waits. */
  readonly clock: TestClock
  /** Does what is due at the time of the clock, as a server does by itself. */
  readonly runDueJobs: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface TestKeys {
  readonly provider: string
  readonly owner: string
  readonly reader: string
}

const sealing = 'a secret of this server, for its tests'

/**
 * Starts a server for a test of a product, in milliseconds: it answers every route, delivers webhooks also to this machine, and
 * forgets everything when it is closed. Throws what `testOrganization` throws.
 */
export function testServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { listen = false, mapping, now } = options
  return tellAll(async () => {
    const rolecall = await startInMemory({ plugins: toPluginEntries(options), ...(now === undefined ? {} : { now }) })
    const services = { ...rolecall.services, connectionKey: toSealingKey(sealing, 'client secrets') }
    const { id: organizationId } = await createOrganization(services, { name: 'Acme' })
    if (mapping !== undefined) {
      const context = toOperatorContext(services, organizationId)
      await applyMapping(context, { text: mapping, format: 'yaml' }, { ifMatch: null })
    }
    const keys = await createKeys(services, organizationId)
    const mounted = createMounted({
      services,
      site: toSite(null, null),
      log: pino({ level: 'silent' }),
      outbound: { allow: ['localhost', '127.0.0.1', '::1'] },
    })
    const place = listen ? await listenTo(mounted) : { url: 'http://rolecall.test', end: async () => {} }
    mounted.deliver()
    return {
      url: place.url,
      fetch: async (input, init) => mounted.fetch(new Request(input, init)),
      organizationId,
      keys,
      clock: rolecall.clock,
      runDueJobs: rolecall.runDueJobs,
      async close() {
        await place.end()
        await mounted.close()
        await rolecall.close()
      },
    }
  })
}

async function createKeys(services: OperationServices, organizationId: string): Promise<TestKeys> {
  const create = async (scope: ApiKeyScope): Promise<string> => {
    const input = { displayName: scope, scopes: [scope], connectionId: null, expiresAt: null }
    return (await createApiKey(toOperatorContext(services, organizationId), input, 'operator')).key
  }
  return {
    provider: await create('scim'),
    owner: await create('organization'),
    reader: await create('organization_read'),
  }
}

async function listenTo({ handler }: Pick<Mounted, 'handler'>) {
  const server = createServer(handler)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}
