import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { passTime } from './semantics/pass-time.ts'
import { beginning, playCase, type Stage } from './semantics/play-case.ts'
import { readCases } from './semantics/read-cases.ts'
import { createRandom, type Random } from './history/random.ts'
import { semanticPlugins } from './semantics/semantic-plugins.ts'
import { shuffleSeed, shuffleSteps, whatMayBeShuffled } from './semantics/shuffle-steps.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const files = readCases()

describe.each(eachDatabase)('the semantics of rules and grants, on $name', ({ create, name }) => {
  let server: TestServer
  let random: Random
  beforeAll(async () => {
    server = await startTestServer(create, { connections: false, plugins: semanticPlugins() })
    random = createRandom(shuffleSeed)
  })
  afterAll(() => server.close())

  async function createStage(): Promise<Stage> {
    server.setTime(beginning)
    return { tenant: await server.createTenant(), setTime: (instant) => passTime(server, instant) }
  }

  describe.each(files)('$file', ({ cases }) => {
    it.each(cases)('$name', async ({ steps }) => {
      const stage = await createStage()
      await playCase(stage, steps)
      expect(await server.verify(stage.tenant.organizationId)).toEqual([])
    })

    // All of them in memory; here every second one, of which the other database has the others.
    const replayed = whatMayBeShuffled(cases).filter((_, index) => index % 2 === (name === 'SQLite' ? 0 : 1))
    it.each(replayed)(`$name, in another order (seed ${shuffleSeed})`, async ({ steps }) => {
      const stage = await createStage()
      await playCase(stage, shuffleSteps(steps, random))
      expect(await server.verify(stage.tenant.organizationId)).toEqual([])
    })
  })
})
