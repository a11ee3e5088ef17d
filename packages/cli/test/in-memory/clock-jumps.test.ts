import { issueToken } from '@rolecall/core/access/access-tokens'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { createApiKey } from '@rolecall/core/access/api-keys'
import { findSession, startSession } from '@rolecall/core/access/sessions'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { verifyDirectoryJob } from '@rolecall/core/job/verify-directory'
import { verifyGrants } from '@rolecall/core/job/verify-grants'
import { runVerification } from '@rolecall/core/job/run-verification'
import { confirmMapping } from '@rolecall/core/mapping/confirm-mapping'
import { readPlan } from '@rolecall/core/mapping/read-plan'
import { testCredential, testKey, testPlan } from '@rolecall/testkit/store-contract/test-records'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const limits = 'limits: { maxRevocations: 0, maxRevocationPercent: 0 }\n'
const staff = 'scimGroupMappings: [{ scimGroup: staff, type: organizationOwner }]'

/** The clock of a machine is set an hour back, or a day ahead, while things wait for their times. */
describe('a clock that jumps', () => {
  const rolecall = withRolecall()

  it('and comes back lets nobody wait for the claim of a process that has ended meanwhile: its job is done, and once', async () => {
    const { clock, services } = rolecall()
    const acme = await rolecall().createOrganization()
    const { jobs } = services.store
    const kind = 'test-jump'
    await services.store.write(acme.id, { cause: acme.owner.cause, now: clock.now }, (tx) =>
      tx.jobs.schedule([{ kind, subject: 'one', dueAt: clock.now }]),
    )
    const done: string[] = []
    const round = () => runDueJobs(services, [{ kind, every: null, run: async () => void done.push(clock.now) }])
    clock.forward(day)
    const at = { now: clock.now, latest: clock.now }
    const [job] = await jobs.listDue([kind], at, 1)
    await jobs.claim(job!, at, new Date(Date.parse(clock.now) + 5 * minute).toISOString())
    await round()
    expect(done).toEqual([])
    clock.forward(-day)
    await round()
    await round()
    expect(done).toEqual([clock.now])
  })

  it('or not: a verification whose process has ended in the middle is made by the next one, with the result of one that nothing has ended', async () => {
    const { clock, services } = rolecall()
    const acme = await rolecall().createOrganization()
    await acme.putMapping(staff)
    await acme.createGroup('staff', [await acme.createUser('ann')])
    const scope = { cause: acme.owner.cause, now: clock.now }
    await services.store.write(acme.id, scope, async (tx) =>
      tx.grants.delete(await tx.grants.list({ source: 'mapping' })),
    )
    const undisturbed = await verifyGrants(services, acme.id)
    const verified: string[] = []
    const handler = verifyDirectoryJob({ everyMs: day, onVerified: (id) => void verified.push(id) })
    const round = (background: OperationServices['background']) => runDueJobs({ ...services, background }, [handler])
    await round(services.background)
    clock.forward(day)
    verified.length = 0
    await new Promise<void>((begun) => {
      const { close, run } = services.background
      void round({
        close,
        run: (given, task) => (task.organizationId === acme.id ? new Promise(() => begun()) : run(given, task)),
      })
    })
    await round(services.background)
    expect(verified).not.toContain(acme.id)
    clock.forward(5 * minute)
    await round(services.background)
    expect(verified.filter((id) => id === acme.id)).toHaveLength(1)
    expect(await services.store.verifications.find(acme.id)).toMatchObject({
      differences: undisturbed.differences.length,
      examples: undisturbed.differences,
      failure: null,
    })
  })

  it('leaves no plan that is being made for ever by somebody who is gone', async () => {
    const { clock, services } = rolecall()
    const acme = await rolecall().createOrganization()
    const made = { created: clock.now, expiresAt: new Date(Date.parse(clock.now) + 2 * day).toISOString() }
    await services.store.plans(acme.id).insert(testPlan(made))
    clock.forward(-5 * minute)
    expect(await readPlan(acme.owner, 'plan-1')).toMatchObject({ state: 'running' })
    clock.forward(-day)
    await expect(readPlan(acme.owner, 'plan-1')).rejects.toMatchObject({ code: 'PLAN_FAILED' })
    clock.forward(day + 5 * minute)
  })

  it('gives no verification, and no token, a time of less than nothing', async () => {
    const { clock, services } = rolecall()
    const acme = await rolecall().createOrganization()
    const instants = [clock.now, new Date(Date.parse(clock.now) - hour).toISOString()]
    await runVerification({ ...services, now: () => instants.shift() ?? clock.now }, acme.id)
    expect(await services.store.verifications.find(acme.id)).toMatchObject({ durationMs: 0, failure: null })
    const key = testKey(acme.id, { kind: 'client' })
    const ended = testCredential(key, { expiresAt: new Date(Date.parse(clock.now) - hour).toISOString() })
    const store = { ...services.store, clients: { ...services.store.clients, issue: () => Promise.resolve(true) } }
    const client = { key, tokenLifetime: 3_600, lastRefusal: null }
    expect(await issueToken({ ...services, store }, client, ended, null)).toMatchObject({ expiresIn: 0 })
  })

  it('ends a session at its time by the clock of then, and no key before it', async () => {
    const { clock, services } = rolecall()
    const acme = await rolecall().createOrganization()
    const end = new Date(Date.parse(clock.now) + 2 * day).toISOString()
    const input = { displayName: 'Ann', scopes: ['organization'] as const, connectionId: null, expiresAt: end }
    const { key } = await createApiKey(acme.owner, input, 'operator')
    const session = await startSession(services, key, acme.owner.cause)
    if ('refused' in session) throw new Error('the session was refused')
    clock.forward(-hour)
    expect(await findSession(services, session.token)).toBeDefined()
    clock.now = session.expiresAt
    expect(await findSession(services, session.token)).toBeUndefined()
    clock.now = end
    expect(await startSession(services, key, acme.owner.cause)).toMatchObject({ refused: { refusal: 'expired' } })
  })

  it('takes back what nobody has kept once its time has come, and not before', async () => {
    const { clock, runDueJobs: doWhatIsDue } = rolecall()
    const acme = await rolecall().createOrganization()
    await acme.putMapping('scimGroupMappings: []')
    const plan = await acme.plan(staff)
    await acme.apply(plan, { commitWithin: 10 * minute })
    const isOnTrial = async () => (await acme.reader.getState()).mappingVersion === 2
    clock.forward(-hour)
    await doWhatIsDue()
    clock.forward(hour + 9 * minute)
    await doWhatIsDue()
    expect(await isOnTrial()).toBe(true)
    clock.forward(day)
    await expect(confirmMapping(acme.owner)).rejects.toMatchObject({ code: 'TRIAL_OVER' })
    await doWhatIsDue()
    clock.forward(-day)
    await doWhatIsDue()
    expect(await isOnTrial()).toBe(false)
  })

  it('decides no hold before its time, and closes it once', async () => {
    const { clock, runDueJobs: doWhatIsDue } = rolecall()
    const acme = await rolecall().createOrganization()
    await acme.putMapping(limits + staff)
    const [ann, bob] = [await acme.createUser('ann'), await acme.createUser('bob')]
    const group = await acme.createGroup('staff', [ann, bob])
    await acme.leave(group, ann)
    const [hold] = await acme.openHolds()
    clock.forward(-hour)
    await doWhatIsDue()
    expect((await acme.openHolds()).map(({ id }) => id)).toEqual([hold?.id])
    clock.now = hold?.expiresAt ?? ''
    clock.forward(day)
    await doWhatIsDue()
    clock.forward(-day - hour)
    await doWhatIsDue()
    expect(await acme.openHolds()).toEqual([])
    const closed = (await acme.newEvents()).filter(({ type }) => type === 'HoldClosed')
    expect(closed).toHaveLength(1)
  })
})
