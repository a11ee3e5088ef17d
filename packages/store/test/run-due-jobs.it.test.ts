import { changeByJob } from '@rolecall/core/change/change-by-job'
import { createCommits } from '@rolecall/core/change/commits'
import type { JobHandler } from '@rolecall/core/change/job-handler'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import type { Store } from '@rolecall/core/store'
import { createTestOrganization } from '@rolecall/testkit/store-contract/test-organization'
import { eachDatabase, type TestDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { migrate } from '../src/migrate.ts'
import { openStore } from '../src/open-store.ts'

const start = Date.parse('2026-03-01T00:00:00.000Z')
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString()

describe.each(eachDatabase)('due jobs on $name', ({ create }) => {
  let database: TestDatabase
  let stores: readonly [Store, Store]
  beforeAll(async () => {
    database = await create(migrate)
    stores = [await openStore({ url: database.url }), await openStore({ url: database.url })]
  })
  afterAll(async () => {
    for (const store of stores) await store.close()
    await database.drop()
  })

  let kinds = 0
  const newKind = () => `kind-${(kinds += 1)}`

  /** What a server works with, at a time that the test says. */
  function server(store: Store, now: () => string): OperationServices {
    const mappings = { get: () => Promise.resolve(null), getLimits: () => Promise.resolve(null) }
    const roles = { guard: () => Promise.resolve(), leave: () => Promise.resolve() }
    const host = { listens: false }
    return { store, now, mappings, roles, host, commits: createCommits() } as unknown as OperationServices
  }

  async function organizationWithJobs(kind: string, count: number) {
    const organization = await createTestOrganization(stores[0])
    await organization.write((tx) =>
      tx.jobs.schedule(Array.from({ length: count }, (_, index) => ({ kind, subject: `${index}`, dueAt: at(0) }))),
    )
    return organization
  }

  it('are each done once by two servers that look at the same time', async () => {
    const kind = newKind()
    const { reader } = await organizationWithJobs(kind, 12)
    const handler: JobHandler = {
      kind,
      every: null,
      run: (context, job) =>
        changeByJob(context, job, async ({ record }) => record('SettingsChanged', `done/${job.subject}`)),
    }
    const rounds = await Promise.all(
      stores.map((store) =>
        runDueJobs(
          server(store, () => at(0)),
          [handler],
        ),
      ),
    )
    expect(rounds.flatMap(({ failures }) => failures)).toEqual([])
    const events = await reader.events.list(null, 100)
    expect(events.map(({ subject }) => subject).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, index) => `done/${index}`).toSorted(),
    )
    expect(events.every(({ cause }) => cause.kind === 'job')).toBe(true)
  })

  it('that fail are tried again after a pause that doubles, and the others are done meanwhile', async () => {
    const kind = newKind()
    await organizationWithJobs(kind, 2)
    let time = 0
    const attempts: string[] = []
    const handler: JobHandler = {
      kind,
      every: null,
      run(_, { subject }) {
        attempts.push(`${subject} at ${time}`)
        return subject === '0' ? Promise.reject(new Error('no')) : Promise.resolve()
      },
    }
    for (const seconds of [0, 9, 10, 29, 30]) {
      time = seconds
      await runDueJobs(
        server(stores[0], () => at(time)),
        [handler],
      )
    }
    expect(attempts).toEqual(['0 at 0', '1 at 0', '0 at 10', '0 at 30'])
  })

  it('of a server that was killed are taken over when its time is up', async () => {
    const kind = newKind()
    await organizationWithJobs(kind, 1)
    const [job] = await stores[0].jobs.listDue([kind], { now: at(0), latest: at(360) }, 1)
    if (job === undefined) throw new Error('a job was expected')
    await stores[0].jobs.claim(job, { now: at(0), latest: at(360) }, at(300))
    const done: number[] = []
    let time = 299
    const handler: JobHandler = { kind, every: null, run: () => Promise.resolve(void done.push(time)) }
    await runDueJobs(
      server(stores[1], () => at(time)),
      [handler],
    )
    time = 300
    await runDueJobs(
      server(stores[1], () => at(time)),
      [handler],
    )
    expect(done).toEqual([300])
  })

  it('that repeat are due again after their time, for every organization', async () => {
    const kind = newKind()
    const { id } = await createTestOrganization(stores[0])
    let time = 0
    const done: string[] = []
    const handler: JobHandler = {
      kind,
      every: 3_600_000,
      run: ({ organizationId }) => Promise.resolve(void (organizationId === id && done.push(at(time)))),
    }
    for (const seconds of [0, 1, 3_599, 3_600]) {
      time = seconds
      await runDueJobs(
        server(stores[0], () => at(time)),
        [handler],
      )
    }
    expect(done).toEqual([at(0), at(3_600)])
  })

  it('are not begun any more once the server stops', async () => {
    const kind = newKind()
    await organizationWithJobs(kind, 3)
    let done = 0
    const handler: JobHandler = { kind, every: null, run: () => Promise.resolve(void (done += 1)) }
    await runDueJobs(
      server(stores[0], () => at(0)),
      [handler],
      () => done > 0,
    )
    expect(done).toBe(1)
  })

  it('of kinds that this version does not know stay for one that does', async () => {
    const kind = newKind()
    await organizationWithJobs(kind, 1)
    await runDueJobs(
      server(stores[0], () => at(0)),
      [],
    )
    expect(await stores[0].jobs.listDue([kind], { now: at(0), latest: at(360) }, 10)).toHaveLength(1)
  })
})
