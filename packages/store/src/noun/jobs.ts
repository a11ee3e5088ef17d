import type { Job, NewJob } from '@rolecall/core/directory/job'
import type { JobStore, JobWriter } from '@rolecall/core/store/jobs'

import { toNumber, toOptionalText, toText } from '../decode.ts'
import type { Parameter } from '../sql/parameter.ts'
import { lastOfEach } from '../sql/last-of-each.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { tables } from '../tables/tables.ts'
import type { RunWrite } from './organizations.ts'

const columns = Object.keys(tables.jobs).join(', ')

type JobRow = RowOf<'jobs'>

const isJob = 'organization_id = ? AND kind = ? AND subject = ?'
/** Nobody has a claim, or nobody whose clock was right. */
const isFree = '(claimed_until IS NULL OR claimed_until <= ? OR claimed_until > ?)'
/** Nobody has claimed it since, nor scheduled it anew. */
const stands = `${isJob} AND attempts = ? AND claimed_until = ?`

/** Claims by compare-and-set: of several processes that try, the database lets one through. */
export function createJobStore(statements: Statements, write: RunWrite): JobStore {
  const { dialect } = statements
  return {
    async ensure(kind, dueAt) {
      await write((writing) =>
        writing.write(
          `INSERT INTO jobs (organization_id, kind, subject, due_at, attempts)
           SELECT o.id, ?, '', ?, 0 FROM organizations o
           WHERE o.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.organization_id = o.id AND j.kind = ? AND j.subject = '')
           ON CONFLICT DO NOTHING RETURNING organization_id`,
          [kind, dueAt, kind],
        ),
      )
    },
    async listDue(kinds, { latest, now }, limit) {
      const rows = await statements.all<JobRow>(
        `SELECT ${columns} FROM jobs WHERE due_at <= ? AND ${isFree}
         AND ${dialect.isIn('kind')} ORDER BY due_at, organization_id, kind, subject LIMIT ?`,
        [now, now, latest, dialect.list(kinds), limit],
      )
      return rows.map(toJob)
    },
    async nextDue(kinds) {
      const [row] = await statements.all<RowOf<'jobs', 'due_at'>>(
        `SELECT due_at FROM jobs WHERE claimed_until IS NULL AND ${dialect.isIn('kind')} ORDER BY due_at LIMIT 1`,
        [dialect.list(kinds)],
      )
      return row === undefined ? null : toText(row, 'due_at')
    },
    async claim(job, { latest, now }, until) {
      const [row] = await write((writing) =>
        writing.write<JobRow>(
          `UPDATE jobs SET claimed_until = ?, attempts = attempts + 1
           WHERE ${isJob} AND attempts = ? AND due_at = ? AND ${isFree}
           RETURNING ${columns}`,
          [until, ...toKey(job), job.attempts, job.dueAt, now, latest],
        ),
      )
      return row && toJob(row)
    },
    async finish(job, next) {
      await write((writing) =>
        next === null
          ? writing.write(`DELETE FROM jobs WHERE ${stands} RETURNING kind`, toClaim(job))
          : writing.write(
              `UPDATE jobs SET due_at = ?, claimed_until = NULL, attempts = 0 WHERE ${stands} RETURNING kind`,
              [next, ...toClaim(job)],
            ),
      )
    },
    async postpone(job, dueAt) {
      await write((writing) =>
        writing.write(`UPDATE jobs SET due_at = ?, claimed_until = NULL WHERE ${stands} RETURNING kind`, [
          dueAt,
          ...toClaim(job),
        ]),
      )
    },
  }
}

export function createJobWriter(statements: WritingStatements, organizationId: string): JobWriter {
  const { dialect } = statements
  return {
    async schedule(jobs) {
      const source = dialect.fromRows({ kind: 'text', subject: 'text', due_at: 'text' })
      await statements.write(
        `INSERT INTO jobs (organization_id, kind, subject, due_at, attempts)
         SELECT ?, r.kind, r.subject, r.due_at, 0 FROM ${source} WHERE true
         ON CONFLICT (organization_id, kind, subject)
         DO UPDATE SET due_at = excluded.due_at, claimed_until = NULL, attempts = 0`,
        [organizationId, dialect.rows(lastOfEach(jobs, toSubjectText).map(toScheduled))],
      )
    },
    async cancel(kind, subjects) {
      await statements.write(
        `DELETE FROM jobs WHERE organization_id = ? AND kind = ? AND ${dialect.isIn('subject')} RETURNING subject`,
        [organizationId, kind, dialect.list(subjects)],
      )
    },
    async take(job) {
      if (job.organizationId !== organizationId) throw new Error('a job belongs to its organization')
      return (await statements.write(`DELETE FROM jobs WHERE ${stands} RETURNING kind`, toClaim(job))).length > 0
    },
  }
}

function toSubjectText({ kind, subject }: NewJob): string {
  return JSON.stringify([kind, subject])
}

function toScheduled({ dueAt, kind, subject }: NewJob) {
  return { kind, subject, due_at: dueAt }
}

function toKey({ organizationId, kind, subject }: Job): Parameter[] {
  return [organizationId, kind, subject]
}

function toClaim(job: Job): Parameter[] {
  return [...toKey(job), job.attempts, job.claimedUntil]
}

function toJob(row: JobRow): Job {
  return {
    organizationId: toText(row, 'organization_id'),
    kind: toText(row, 'kind'),
    subject: toText(row, 'subject'),
    dueAt: toText(row, 'due_at'),
    claimedUntil: toOptionalText(row, 'claimed_until'),
    attempts: toNumber(row, 'attempts'),
  }
}
