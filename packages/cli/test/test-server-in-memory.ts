import type { PluginEntry } from '@rolecall/core/host/plugin-entry'
import { verifyGrants } from '@rolecall/core/job/verify-grants'
import { standardResourceTypes, type ResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { createServer } from '@rolecall/server/create-server'
import { inProcessFetch } from '@rolecall/testkit/in-memory/in-process-fetch'
import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { pino } from 'pino'

import { defaultPlugins } from '../src/bundled-plugins.ts'
import { createTenant, type TestServer } from './test-server.ts'

const url = 'http://rolecall.test'

/** A test server without connections and database, for unit tests: its clock stands until a test sets it. */
export async function startTestServerInMemory(
  plugins: readonly PluginEntry[] = defaultPlugins(),
  resourceTypes: ResourceTypes = standardResourceTypes,
): Promise<TestServer> {
  const { clock, close, services } = await startInMemory({ plugins, resourceTypes })
  const beginning = clock.now
  const server = createServer({ services, baseUrl: null, log: pino({ level: 'silent' }) })
  const reached = { url, fetch: inProcessFetch(server.callback()) }
  return {
    url,
    fetch: reached.fetch,
    services,
    createTenant: () => createTenant(services, reached),
    metrics: () => server.metrics(),
    setTime: (instant) => void (clock.now = instant ?? beginning),
    verify: async (organizationId) => (await verifyGrants(services, organizationId)).differences,
    async close() {
      await server.close()
      await close()
    },
  }
}
