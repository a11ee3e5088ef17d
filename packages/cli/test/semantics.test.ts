import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createRandom } from './history/random.ts'
import { passTime } from './semantics/pass-time.ts'
import { beginning, playCase, type Stage } from './semantics/play-case.ts'
import { readCases } from './semantics/read-cases.ts'
import { semanticPlugins } from './semantics/semantic-plugins.ts'
import { shuffleSeed, shuffleSteps, whatMayBeShuffled } from './semantics/shuffle-steps.ts'
import { startTestServerInMemory } from './test-server-in-memory.ts'
import type { TestServer } from './test-server.ts'

/** The cases of `semantics.it.test.ts` without connections and database, in a few seconds. */
describe('the semantics of rules and grants, in memory', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServerInMemory(semanticPlugins())
  })
  afterAll(() => server.close())

  async function createStage(): Promise<Stage> {
    server.setTime(beginning)
    return { tenant: await server.createTenant(), setTime: (instant) => passTime(server, instant) }
  }

  describe.each(readCases())('$file', ({ cases }) => {
    it.each(cases)('$name', async ({ steps }) => {
      const stage = await createStage()
      await playCase(stage, steps)
      expect(await server.verify(stage.tenant.organizationId)).toEqual([])
    })

    const random = createRandom(shuffleSeed)
    it.each(whatMayBeShuffled(cases))(`$name, in another order (seed ${shuffleSeed})`, async ({ steps }) => {
      const stage = await createStage()
      await playCase(stage, shuffleSteps(steps, random))
      expect(await server.verify(stage.tenant.organizationId)).toEqual([])
    })
  })
})
