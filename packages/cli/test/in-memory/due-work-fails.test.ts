import type { OperationServices } from '@rolecall/core/change/operation-context'
import { jobHandlers } from '@rolecall/core/job/job-handlers'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { settleOrganizations } from '@rolecall/core/job/settle-organizations'
import { verifyDirectoryJob } from '@rolecall/core/job/verify-directory'
import { trimRequestLog } from '@rolecall/core/log/trim-request-log'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import { createCallFaults, type CallFaults } from '@rolecall/testkit/faults/call-faults'
import { failingStore } from '@rolecall/testkit/faults/failing-store'
import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { createMemoryDatabase, type MemoryDatabase } from '@rolecall/testkit/memory-store/memory-database'
import { openMemoryStore } from '@rolecall/testkit/memory-store/open-memory-store'
import type { Tables } from '@rolecall/testkit/memory-store/tables'
import { expect, it } from 'vitest'

import { defaultPlugins } from '../../src/bundled-plugins.ts'

const day = 24 * 60 * 60 * 1_000
const start = '2026-03-01T08:00:00.000Z'

const handlers = [...jobHandlers, trimRequestLog(day), verifyDirectoryJob({ everyMs: 365 * day, onVerified: () => {} })]

/** Roles that end, a hold, a mapping on trial, a member whom nobody knows, and a debt: all of it is due later. */
async function prepare(database: MemoryDatabase) {
  const { clock, createOrganization, services } = await startInMemory({
    plugins: defaultPlugins(),
    database,
    now: start,
  })
  const { createGroup, createUser, id, leave, patchUser, plan, apply, putMapping } = await createOrganization()
  const entries = (expires: string) => `limits: { maxRevocations: 0, maxRevocationPercent: 0 }
scimGroupMappings:
  - { scimGroup: staff, type: organizationRole, organizationRole: Member }
  - { scimGroup: temps, type: organizationRole, organizationRole: Member, expires: ${expires} }
`
  await putMapping(entries('2026-03-05T00:00:00.000Z'))
  const users = await Promise.all(['ann', 'bob', 'cid'].map((name) => createUser(name)))
  await createGroup('temps', [...users, 'nobody-yet'])
  const staff = await createGroup('staff', users)
  await leave(staff, ...users)
  await patchUser(users[0] ?? '', { op: 'replace', value: { externalId: 'a', id: 'read-only' } })
  await services.store.requestLog.append([])
  await apply(await plan(entries('2026-03-06T00:00:00.000Z')), { commitWithin: 600_000 })
  const cause = { kind: 'job', requestId: null, keyId: null } as const
  await services.store.write(id, { cause, now: clock.now }, (tx) => tx.setUndecided(1))
  return { clock, services, id }
}

/** Does what is due, with a call that fails, and again hours later, when nothing fails any more. */
async function doWhatIsDue(
  services: OperationServices,
  setTime: (now: string) => void,
  faults: CallFaults,
  call: number,
) {
  setTime('2026-05-01T08:00:00.000Z')
  faults.arm(call)
  // A round that could not even read what is due is made again by whoever runs it.
  await runDueJobs(services, handlers).catch(() => undefined)
  await settleOrganizations(services).catch(() => undefined)
  const failed = faults.disarm()
  setTime('2026-05-01T20:00:00.000Z')
  expect((await runDueJobs(services, handlers)).failures).toEqual([])
  expect((await settleOrganizations(services)).failed).toEqual([])
  return failed
}

/** What it has come to, whenever it was done. */
function outcomeOf(tables: Tables, id: string) {
  const { bindings, events, grants, holds, jobs, mappings, members, organizations } = tables
  return {
    events: events
      .rows(id)
      .map(({ subject, type }) => `${type} ${subject}`)
      .toSorted(),
    grants: grants.rows(id).map(({ hold, role, source, userId }) => ({ hold, role, source, userId })),
    holds: holds.rows(id).map(({ reason, state }) => ({ reason, state })),
    jobs: jobs.rows(id).map(({ attempts, claimedUntil, kind, subject }) => ({ attempts, claimedUntil, kind, subject })),
    mappings: mappings.rows(id).map(({ text, version }) => ({ text, version })),
    members: members.rows(id).map(({ userId, value }) => ({ userId, value })),
    bindings: bindings.rows(id),
    undecided: organizations.get(id, '')?.undecidedSince,
  }
}

it(
  'each call to the store fails once while due work is done: it is done all the same, and once',
  { timeout: 120_000 },
  async () => {
    const prepared = createMemoryDatabase()
    const { clock, id, services } = await prepare(prepared)
    const before = prepared.tables()
    const faults = createCallFaults()
    const outcomes: unknown[] = []
    const attempt = async (call: number): Promise<string | null> => {
      const database = createMemoryDatabase(before)
      const failed = await doWhatIsDue(
        {
          ...services,
          store: failingStore(openMemoryStore(services.resourceTypes, database), faults),
          mappings: createMappingCache(services.mappings.decider),
        },
        (now) => (clock.now = now),
        faults,
        call,
      )
      outcomes.push([failed, outcomeOf(database.tables(), id)])
      return failed
    }
    await attempt(Infinity)
    const [[, expected]] = outcomes as [[null, ReturnType<typeof outcomeOf>]]
    expect(expected.events).not.toEqual(outcomeOf(before, id).events)
    expect(expected.holds.map(({ state }) => state)).not.toContain('open')
    let calls = 0
    while ((await attempt(calls + 1)) !== null) {
      calls += 1
      expect(outcomes.at(-1)).toEqual([expect.any(String), expected])
    }
    expect(calls).toBeGreaterThan(50)
  },
)
