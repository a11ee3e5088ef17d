import { createBreakGlassOwner } from '@rolecall/core/access/break-glass'
import type { Explanation } from '@rolecall/core/directory/explanation'
import type { MemberDetail } from '@rolecall/core/directory/member-view'
import { jobHandlers } from '@rolecall/core/job/job-handlers'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { toOperatorContext } from '../src/operator-context.ts'
import { createFollower, type Follower } from './history/follower.ts'
import { readHistoryState, type HistoryState } from './history/history-state.ts'
import { emailOf, playRandomStep } from './history/random-step.ts'
import { createRandom, type Random } from './history/random.ts'
import type { DoneStep, World } from './history/step-kind.ts'
import { createToldOwners } from './history/told-owners.ts'
import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

/** `npm run soak` goes 10,000 steps; another seed is another history. */
const steps = Number(process.env['ROLECALL_HISTORY_STEPS'] ?? 300)
const seed = Number(process.env['ROLECALL_TEST_SEED'] ?? 7)

describe.each(eachDatabase)('a random history of provider, owner and clock, on $name', ({ create }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer(create, { connections: false })
  })
  afterAll(() => server.close())

  it(
    `keeps the invariants over ${steps} steps (seed ${seed})`,
    async () => {
      const tenant = await server.createTenant()
      await play(server, tenant, createWorld(server, tenant, manyPeople, createRandom(seed)), steps)
    },
    Math.max(180_000, steps * 1_000),
  )

  it(
    `keeps them over ${steps / 2} steps of many short histories, of an Owner for a time (seed ${seed})`,
    async () => {
      const random = createRandom(seed)
      for (let done = 0; done < steps / 2; done += shortHistory) {
        const tenant = await server.createTenant()
        const world = createWorld(server, tenant, fewPeople, random)
        await appointOwner(world)
        await play(server, tenant, world, shortHistory)
      }
    },
    Math.max(180_000, steps * 1_000),
  )
})

const manyPeople = {
  people: ['ann', 'bob', 'cid', 'dee', 'eve', 'fay', 'gus', 'hal', 'ida', 'jon', 'kim', 'lea'],
  groupNames: ['owners', 'staff', 'red', 'blue', 'acme_sales', 'acme_finance', 'north lead', 'Owners', 'RED'],
}
const fewPeople = { people: ['ann', 'bob'], groupNames: ['owners', 'staff', 'red'] }
const shortHistory = 30

/** Ann is the Owner, until in an hour, by a group. */
async function appointOwner({ groups, now, tenant, users }: World): Promise<void> {
  const end = new Date(Date.parse(now()) + 60 * 60 * 1_000).toISOString()
  await tenant.putMapping(`scimGroupMappings: [{ scimGroup: owners, type: organizationOwner, expires: ${end} }]`)
  for (const name of fewPeople.people) {
    const { body } = await tenant.provider('POST', '/Users', {
      userName: emailOf(name),
      externalId: `external-${name}`,
    })
    users.set(name, (body as { id: string }).id)
  }
  const members = [{ value: users.get('ann') }]
  const { body } = await tenant.provider('POST', '/Groups', { displayName: 'owners', members })
  groups.add((body as { id: string }).id)
}

async function play(server: TestServer, tenant: Tenant, world: World, count: number): Promise<void> {
  const { organizationId } = tenant
  const told = createToldOwners(server.services, organizationId)
  const follower = createFollower(server.services, organizationId)
  let before = await readHistoryState(server.services, organizationId, told)
  let owned = before.told.size > 0
  for (let step = 1; step <= count; step++) {
    const done = await playRandomStep(world)
    const after = await readHistoryState(server.services, organizationId, told)
    owned ||= after.told.size > 0
    await during(`step ${step}, ${done.name}: ${JSON.stringify(done.answer)?.slice(0, 300)}`, async () => {
      expect(done.answer?.status ?? 200).toBeLessThan(500)
      expectOwnersGuarded(before, after, done, owned)
      if (done.byHand !== true) expectOwnRowsOnly(before, after)
      expect(await server.verify(organizationId)).toEqual([])
      await follower.catchUp()
      if (step % 5 === 0 || step === count) await expectFollowed(server, organizationId, follower)
      if (step % 25 === 0 || step === count) await expectExplanationsAgree(tenant)
    })
    before = after
  }
}

/**
 * Once there is an Owner, by what was told, there is one until the last is deactivated or deleted; whatever is written
 * before the end of a role is told, and whenever that is. The guard makes nobody an Owner who was none.
 */
function expectOwnersGuarded(before: HistoryState, after: HistoryState, done: DoneStep, owned: boolean): void {
  if (before.told.size > 0 && done.endsPerson !== true) expect(after.told.size).toBeGreaterThan(0)
  if (before.told.size > 0 && done.allDue === true) expect(after.owners.size).toBeGreaterThan(0)
  expect(after.ownerless).toBe(owned && after.told.size === 0)
  for (const userId of after.owners) expect(after.told).toContain(userId)
  for (const userId of after.retained) expect([...before.retained, ...before.told]).toContain(userId)
}

/** Who reads after each step what has changed has the same as who reads everything. */
async function expectFollowed({ services }: TestServer, organizationId: string, follower: Follower): Promise<void> {
  const another = createFollower(services, organizationId)
  await another.catchUp()
  expect(follower.list()).toEqual(another.list())
}

/** What people gave by hand is theirs: it goes by its end alone. */
function expectOwnRowsOnly(before: HistoryState, after: HistoryState): void {
  for (const [key, isOver] of before.byHand) if (!isOver) expect(after.byHand.keys()).toContain(key)
  for (const key of after.byHand.keys()) expect(before.byHand.keys()).toContain(key)
}

/** Says in which step an expectation failed. */
async function during(step: string, check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (cause) {
    throw new Error(`${step}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

function createWorld(
  server: TestServer,
  tenant: Tenant,
  names: Pick<World, 'people' | 'groupNames'>,
  random: Random,
): World {
  let time = Date.parse('2027-01-01T00:00:00.000Z')
  const { services } = server
  const now = () => new Date(time).toISOString()
  server.setTime(now())
  return {
    tenant,
    random,
    ...names,
    users: new Map(),
    groups: new Set(),
    plans: [],
    now,
    passTime(milliseconds) {
      time += milliseconds
      server.setTime(now())
    },
    async runJobs(kinds) {
      const handlers = kinds === undefined ? jobHandlers : jobHandlers.filter(({ kind }) => kinds.has(kind))
      expect((await runDueJobs(services, handlers)).failures).toEqual([])
    },
    async breakGlass(email, expiresAt) {
      const context = toOperatorContext(services, tenant.organizationId)
      await createBreakGlassOwner(context, { email, expiresAt, subject: null, connectionId: null })
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
