import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { passTime } from './semantics/pass-time.ts'
import { beginning, playCase, type Stage } from './semantics/play-case.ts'
import { readCases } from './semantics/read-cases.ts'
import { createRandom, type Random } from './history/random.ts'
import { semanticPlugins } from './semantics/semantic-plugins.ts'
import { shuffleSteps } from './semantics/shuffle-steps.ts'
import { startTestServer, type TestServer } from './test-server.ts'

const files = readCases()

/** Other orders of the same facts come from here; another seed tries others. */
const seed = Number(process.env['ROLECALL_TEST_SEED'] ?? 20_261)

describe.each(eachDatabase)('the semantics of rules and grants, on $name', ({ create }) => {
  let server: TestServer
  let random: Random
  beforeAll(async () => {
    server = await startTestServer(create, { plugins: semanticPlugins() })
    random = createRandom(seed)
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

    const replayed = cases.filter(({ inOrder, steps }) => inOrder === null && steps.length > 2)
    it.each(replayed)(`$name, in another order (seed ${seed})`, async ({ steps }) => {
      const stage = await createStage()
      await playCase(stage, shuffleSteps(steps, random))
      expect(await server.verify(stage.tenant.organizationId)).toEqual([])
    })
  })
})
