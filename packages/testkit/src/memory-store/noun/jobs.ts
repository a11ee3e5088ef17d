import type { Job } from '@rolecall/core/directory/job'
import type { ClaimTime, JobStore, JobWriter } from '@rolecall/core/store/jobs'

import { requireFound } from '../constraints.ts'
import { byText } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import { stands as isThere } from './organizations.ts'
import type { Writing } from '../reading.ts'
import { keyOf } from '../table.ts'
import type { Tables } from '../tables.ts'

const inOrder = byText<Job>(
  ({ dueAt }) => dueAt,
  ({ organizationId }) => organizationId,
  ({ kind }) => kind,
  ({ subject }) => subject,
)

export function createJobStore({ run, tables }: MemoryDatabase): JobStore {
  /** Changes a job of which `stands` still holds. */
  function change(job: Job, stands: (stored: Job) => boolean, next: (stored: Job) => Job | null) {
    return run(async (writing) =>
      writing.change((open) => {
        const stored = findJob(open, job)
        if (stored === undefined || !stands(stored)) return []
        const changed = next(stored)
        if (changed === null) open.jobs.delete(stored.organizationId, jobKey(stored))
        else open.jobs.put(stored.organizationId, jobKey(stored), changed)
        return [changed ?? stored]
      }),
    )
  }

  return {
    ensure: (kind, dueAt) =>
      run(async (writing) => {
        writing.change(({ jobs, organizations }) => {
          const job = { kind, subject: '', dueAt, claimedUntil: null, attempts: 0 }
          const lacking = organizations
            .all()
            .filter((row) => isThere(row) && jobs.get(row.id, jobKey(job)) === undefined)
          for (const { id } of lacking) jobs.put(id, jobKey(job), { ...job, organizationId: id })
          return lacking
        })
      }),
    listDue: async (kinds, at, limit) =>
      tables()
        .jobs.all()
        .filter((job) => kinds.includes(job.kind) && job.dueAt <= at.now && isFree(job, at))
        .toSorted(inOrder)
        .slice(0, limit),
    async nextDue(kinds) {
      const waiting = tables()
        .jobs.all()
        .filter(({ claimedUntil, kind }) => claimedUntil === null && kinds.includes(kind))
      return waiting.toSorted(inOrder)[0]?.dueAt ?? null
    },
    async claim(job, at, until) {
      const [claimed] = await change(
        job,
        (stored) => stored.attempts === job.attempts && stored.dueAt === job.dueAt && isFree(stored, at),
        (stored) => ({ ...stored, claimedUntil: until, attempts: stored.attempts + 1 }),
      )
      return claimed
    },
    async finish(job, next) {
      await change(job, isClaimedAs(job), (stored) =>
        next === null ? null : { ...stored, dueAt: next, claimedUntil: null, attempts: 0 },
      )
    },
    async postpone(job, dueAt) {
      await change(job, isClaimedAs(job), (stored) => ({ ...stored, dueAt, claimedUntil: null }))
    },
  }
}

export function createJobWriter({ organizationId, writing }: Writing): JobWriter {
  return {
    async schedule(given) {
      writing.write(({ jobs, organizations }) => {
        requireFound(organizations.get(organizationId, ''), 'jobs.organization_id')
        for (const { dueAt, kind, subject } of given) {
          const job = { organizationId, kind, subject, dueAt, claimedUntil: null, attempts: 0 }
          jobs.put(organizationId, jobKey(job), job)
        }
      })
    },
    async cancel(kind, subjects) {
      writing.change(({ jobs }) => {
        const cancelled = jobs.rows(organizationId).filter((job) => job.kind === kind && subjects.includes(job.subject))
        for (const job of cancelled) jobs.delete(organizationId, jobKey(job))
        return cancelled
      })
    },
    async take(job) {
      if (job.organizationId !== organizationId) throw new Error('a job belongs to its organization')
      const taken = writing.change((open) => {
        const stored = findJob(open, job)
        if (stored === undefined || !isClaimedAs(job)(stored)) return []
        open.jobs.delete(organizationId, jobKey(job))
        return [stored]
      })
      return taken.length > 0
    },
  }
}

function jobKey({ kind, subject }: Pick<Job, 'kind' | 'subject'>): string {
  return keyOf(kind, subject)
}

function findJob({ jobs }: Tables, job: Job): Job | undefined {
  return jobs.get(job.organizationId, jobKey(job))
}

function isFree({ claimedUntil }: Job, { latest, now }: ClaimTime): boolean {
  return claimedUntil === null || claimedUntil <= now || claimedUntil > latest
}

/** Nobody has claimed it since, nor scheduled it anew. */
function isClaimedAs({ attempts, claimedUntil }: Job): (stored: Job) => boolean {
  return (stored) => claimedUntil !== null && stored.attempts === attempts && stored.claimedUntil === claimedUntil
}
