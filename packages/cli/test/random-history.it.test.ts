import type { Explanation } from '@rolecall/core/directory/explanation'
import type { MemberDetail } from '@rolecall/core/directory/member-view'
import { jobHandlers } from '@rolecall/core/job/job-handlers'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readHistoryState } from './history/history-state.ts'
import { playRandomStep, type World } from './history/random-step.ts'
import { createRandom } from './history/random.ts'
import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

/** `npm run soak` goes 10,000 steps; another seed is another history. */
const steps = Number(process.env['ROLECALL_HISTORY_STEPS'] ?? 300)
const seed = Number(process.env['ROLECALL_TEST_SEED'] ?? 7)
const hour = 60 * 60 * 1_000

describe.each(eachDatabase)('a random history of provider, owner and clock, on $name', ({ create }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(await create())
  })
  afterAll(() => server.close())

  it(
    `keeps the invariants over ${steps} steps (seed ${seed})`,
    async () => {
      const tenant = await server.createTenant()
      const world = createWorld(server, tenant)
      let before = await readHistoryState(server.services, tenant.organizationId)
      for (let step = 1; step <= steps; step++) {
        const { answer, byHand, endsPerson, name } = await playRandomStep(world)
        const after = await readHistoryState(server.services, tenant.organizationId)
        const owners = before.owners
        const manual = before.byHand
        await during(`step ${step}, ${name}: ${JSON.stringify(answer)?.slice(0, 300)}`, async () => {
          expect(answer?.status ?? 200).toBeLessThan(500)
          if (owners.length > 0 && !endsPerson) expect(after.owners).not.toEqual([])
          if (!byHand) expect(after.byHand).toEqual(manual)
          if (step % 25 > 0 && step < steps) return
          expect(await server.verify(tenant.organizationId)).toEqual([])
          await expectExplanationsAgree(tenant)
        })
        before = after
      }
    },
    Math.max(180_000, steps * 300),
  )
})

/** Says in which step an expectation failed. */
async function during(step: string, check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (cause) {
    throw new Error(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

function createWorld(server: TestServer, tenant: Tenant): World {
  let time = Date.parse('2027-01-01T00:00:00.000Z')
  server.setTime(new Date(time).toISOString())
  return {
    tenant,
    random: createRandom(seed),
    users: new Map(),
    groups: new Set(),
    async passTime(hours) {
      time += hours * hour
      server.setTime(new Date(time).toISOString())
      const { failures } = await runDueJobs(server.services, jobHandlers)
      expect(failures).toEqual([])
    },
  }
}

/** What is explained of each member is what each member has, grant by grant. */
async function expectExplanationsAgree(tenant: Tenant): Promise<void> {
  const { body } = await tenant.owner('GET', '/api/organization/members')
  for (const { emailAddress } of body as { emailAddress: string }[]) {
    const path = encodeURIComponent(emailAddress)
    const member = (await tenant.owner('GET', `/api/organization/members/${path}`)).body as MemberDetail
    const explanation = (await tenant.owner('GET', `/api/explain?email=${path}`)).body as Explanation
    const shown = explanation.grants.map(({ effective, groupId, role, rule, scope, source, state }) => [
      scope,
      role,
      source,
      rule,
      groupId,
      state,
      effective,
    ])
    const had = member.grants.map(({ effective, groupId, role, rule, scope, source, state }) => [
      scope,
      role,
      source,
      rule,
      groupId,
      state,
      effective,
    ])
    expect(shown).toEqual(had)
    for (const { condition, source, state } of explanation.grants) {
      if (source === 'mapping' && state === 'active')
        expect([emailAddress, condition?.result]).toEqual([emailAddress, true])
    }
  }
}
