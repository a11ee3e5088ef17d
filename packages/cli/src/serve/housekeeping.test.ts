import type { JobHandler } from '@rolecall/core/change/job-handler'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { Job, NewJob } from '@rolecall/core/directory/job'
import type { JobStore } from '@rolecall/core/store/jobs'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { startHousekeeping, type Housekeeping } from './housekeeping.ts'

const start = Date.parse('2026-03-01T08:00:00.000Z')
const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString()
const now = () => new Date(Date.now()).toISOString()

/** Jobs that are kept in a list, as a database would keep them. */
function createJobs(): JobStore & { readonly rows: Job[]; add(job: NewJob): void } {
  const rows: Job[] = []
  const isDue = (job: Job) => job.claimedUntil === null && job.dueAt <= now()
  const drop = (job: NewJob) =>
    void rows.splice(0, rows.length, ...rows.filter(({ subject }) => subject !== job.subject))
  return {
    rows,
    add: (job) => void rows.push({ ...job, organizationId: 'acme', claimedUntil: null, attempts: 0 }),
    ensure: () => Promise.resolve(),
    listDue: (kinds) => Promise.resolve(rows.filter((job) => isDue(job) && kinds.includes(job.kind))),
    nextDue: (kinds) =>
      Promise.resolve(
        rows
          .filter(({ kind }) => kinds.includes(kind))
          .map(({ dueAt }) => dueAt)
          .toSorted()[0] ?? null,
      ),
    claim: (job) => Promise.resolve({ ...job, attempts: 1 }),
    finish: (job) => Promise.resolve(drop(job)),
    postpone: (job) => Promise.resolve(drop(job)),
  }
}

describe('due work of a server that has nothing else to do', () => {
  const done: string[] = []
  const handler = (
    kind: string,
    every: number | null,
    run: () => Promise<void> = () => Promise.resolve(),
  ): JobHandler => ({
    kind,
    every,
    run: async (_, { subject }) => {
      done.push(`${subject} ${now()}`)
      await run()
    },
  })
  let jobs: ReturnType<typeof createJobs>
  let housekeeping: Housekeeping

  const logged: string[] = []
  function serve(...handlers: readonly JobHandler[]): void {
    housekeeping = startHousekeeping(
      { store: { jobs }, now } as unknown as OperationServices,
      pino({}, { write: (line) => void logged.push(line) }),
      handlers,
    )
  }

  beforeEach(() => {
    vi.useFakeTimers({ now: start })
    done.length = 0
    logged.length = 0
    jobs = createJobs()
  })
  afterEach(async () => {
    await housekeeping.stop()
    vi.useRealTimers()
  })

  it('begins within a second of its time, also what somebody else has scheduled since the last look', async () => {
    serve(handler('end', null))
    await vi.advanceTimersByTimeAsync(20_300)
    jobs.add({ kind: 'end', subject: 'late', dueAt: at(30) })
    await vi.advanceTimersByTimeAsync(5_000)
    jobs.add({ kind: 'end', subject: 'soon', dueAt: at(26) })
    await vi.advanceTimersByTimeAsync(6_000)
    expect(done).toEqual([`soon ${at(26)}`, `late ${at(30)}`])
  })

  it('does not wait for work that comes again and again and takes long', async () => {
    let finish = () => {}
    serve(
      handler('end', null),
      handler('verify', 60_000, () => new Promise((resolve) => (finish = resolve))),
    )
    jobs.add({ kind: 'verify', subject: 'all', dueAt: at(1) })
    jobs.add({ kind: 'end', subject: 'role', dueAt: at(5) })
    await vi.advanceTimersByTimeAsync(6_000)
    expect(done).toEqual([`all ${at(1)}`, `role ${at(5)}`])
    finish()
  })

  it('says of a job that its stop has ended that it is done again, and not that it failed', async () => {
    let fail: (error: Error) => void = () => {}
    serve(handler('verify', 60_000, () => new Promise((_, reject) => (fail = reject))))
    jobs.add({ kind: 'verify', subject: 'all', dueAt: at(0) })
    await vi.advanceTimersByTimeAsync(1_000)
    const stopped = housekeeping.stop()
    fail(new Error('the thread for long work has ended'))
    await stopped
    expect(logged).toEqual([expect.stringMatching(/"level":30.*"kind":"verify".*will be done again/)])
  })

  it('makes its rounds by the time that passes, and not by a clock that is set back', async () => {
    const round = vi.spyOn(jobs, 'listDue')
    serve(handler('end', null))
    await vi.advanceTimersByTimeAsync(1_000)
    round.mockClear()
    vi.setSystemTime(start - 86_400_000)
    await vi.advanceTimersByTimeAsync(61_000)
    expect(round).toHaveBeenCalled()
  })

  it('looks again later and later where the database does not answer, and says so once', async () => {
    const { listDue } = jobs
    const away = vi.fn<JobStore['listDue']>(() => Promise.reject(new Error('away')))
    jobs.listDue = away
    serve(handler('end', null))
    jobs.add({ kind: 'end', subject: 'role', dueAt: at(2) })
    await vi.advanceTimersByTimeAsync(60_000)
    expect([done, logged.length]).toEqual([[], 2])
    expect(away.mock.calls.length).toBeLessThan(20)
    jobs.listDue = listDue
    await vi.advanceTimersByTimeAsync(10_000)
    expect(done).toHaveLength(1)
  })
})
