import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { passTime } from './semantics/pass-time.ts'
import { beginning, playCase } from './semantics/play-case.ts'
import { readCases } from './semantics/read-cases.ts'
import { semanticPlugins } from './semantics/semantic-plugins.ts'
import { startTestServerInMemory } from './test-server-in-memory.ts'
import type { TestServer } from './test-server.ts'

/** The cases of `semantics.it.test.ts` without connections and database, in a few seconds. */
describe('the semantics of rules and grants, in memory', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServerInMemory(semanticPlugins())
  })
  afterAll(() => server.close())

  describe.each(readCases())('$file', ({ cases }) => {
    it.each(cases)('$name', async ({ steps }) => {
      server.setTime(beginning)
      const tenant = await server.createTenant()
      await playCase({ tenant, setTime: (instant) => passTime(server, instant) }, steps)
      expect(await server.verify(tenant.organizationId)).toEqual([])
    })
  })
})
