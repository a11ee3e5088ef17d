import type { Job } from '@rolecall/core/directory/job'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testId } from './test-records.ts'
import { withStore } from './with-store.ts'

const at = (minute: number) => `2026-01-02T00:${String(minute).padStart(2, '0')}:00.000Z`

/** Claims are for five minutes, and a clock may be one ahead. */
const when = (minute: number) => ({ now: at(minute), latest: at(minute + 6) })

/** Due work, claimed by compare-and-set. Each test has a kind of its own, for jobs are found across organizations. */
export function describeJobs(underTest: StoreUnderTest): void {
  describe('jobs', () => {
    const store = withStore(underTest)

    async function scheduled(subjects: readonly string[] = ['s']) {
      const organization = await createTestOrganization(store())
      const kind = `kind-${testId()}`
      await organization.write((tx) =>
        tx.jobs.schedule(subjects.map((subject, index) => ({ kind, subject, dueAt: at(index) }))),
      )
      return { ...organization, kind }
    }

    async function onlyDue(kind: string, minute: number): Promise<Job> {
      const [job, ...others] = await store().jobs.listDue([kind], when(minute), 10)
      if (job === undefined || others.length > 0) throw new Error('one job was expected')
      return job
    }

    it('are found when they are due, the longest due first', async () => {
      const { kind } = await scheduled(['first', 'second', 'third'])
      const due = await store().jobs.listDue([kind], when(1), 10)
      expect(due.map(({ subject }) => subject)).toEqual(['first', 'second'])
      expect(await store().jobs.listDue([kind], when(9), 1)).toHaveLength(1)
      expect(await store().jobs.nextDue([kind])).toBe(at(0))
      expect(await store().jobs.nextDue(['none'])).toBeNull()
    })

    it('are due when the last word of one write says', async () => {
      const { kind, write } = await scheduled()
      await write((tx) => tx.jobs.schedule([5, 3].map((minute) => ({ kind, subject: 's', dueAt: at(minute) }))))
      expect(await store().jobs.nextDue([kind])).toBe(at(3))
    })

    it('are claimed by one of many who try at once', async () => {
      const { kind } = await scheduled()
      const job = await onlyDue(kind, 0)
      const claims = await Promise.all(Array.from({ length: 8 }, () => store().jobs.claim(job, when(0), at(5))))
      expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1)
      expect(await store().jobs.listDue([kind], when(4), 10)).toEqual([])
    })

    it('are due again when the one who claimed them has not come back in time, who then ends nothing', async () => {
      const { kind, write } = await scheduled()
      const lost = await store().jobs.claim(await onlyDue(kind, 0), when(0), at(5))
      const mine = await store().jobs.claim(await onlyDue(kind, 5), when(5), at(10))
      expect(mine).toMatchObject({ attempts: 2, claimedUntil: at(10) })
      await store().jobs.finish(lost as Job, null)
      expect(await write((tx) => tx.jobs.take(lost as Job))).toBe(false)
      expect(await onlyDue(kind, 10)).toEqual(mine)
      await store().jobs.finish(mine as Job, null)
      expect(await store().jobs.listDue([kind], when(59), 10)).toEqual([])
    })

    it('are due at once where the claim is of a clock that was ahead, which its owner can still end until somebody takes it over', async () => {
      const { kind } = await scheduled()
      const ahead = (await store().jobs.claim(await onlyDue(kind, 0), when(40), at(45))) as Job
      expect(await store().jobs.listDue([kind], when(39), 10)).toEqual([])
      expect(await onlyDue(kind, 38)).toEqual(ahead)
      const mine = (await store().jobs.claim(ahead, when(0), at(5))) as Job
      expect(mine).toMatchObject({ attempts: 2, claimedUntil: at(5) })
      await store().jobs.finish(ahead, null)
      expect(await onlyDue(kind, 5)).toEqual(mine)
    })

    it('are ended by the transaction that does them, or not at all where it fails', async () => {
      const { kind, write } = await scheduled()
      const job = (await store().jobs.claim(await onlyDue(kind, 0), when(0), at(5))) as Job
      const failed = write(async (tx) => {
        await tx.jobs.take(job)
        throw new Error('failed')
      })
      await expect(failed).rejects.toThrow('failed')
      expect(await write((tx) => tx.jobs.take(job))).toBe(true)
      expect(await store().jobs.listDue([kind], when(59), 10)).toEqual([])
    })

    it('come back later after a failure, and at their next time when they repeat', async () => {
      const { kind } = await scheduled()
      const failed = (await store().jobs.claim(await onlyDue(kind, 0), when(0), at(5))) as Job
      await store().jobs.postpone(failed, at(2))
      expect(await store().jobs.listDue([kind], when(1), 10)).toEqual([])
      const again = (await store().jobs.claim(await onlyDue(kind, 2), when(2), at(7))) as Job
      expect(again.attempts).toBe(2)
      await store().jobs.finish(again, at(30))
      expect(await onlyDue(kind, 30)).toMatchObject({ attempts: 0, claimedUntil: null })
    })

    it('that are scheduled anew while somebody does them are not lost', async () => {
      const { kind, write } = await scheduled()
      const claimed = (await store().jobs.claim(await onlyDue(kind, 0), when(0), at(5))) as Job
      await write((tx) => tx.jobs.schedule([{ kind, subject: 's', dueAt: at(1) }]))
      await store().jobs.finish(claimed, null)
      expect(await onlyDue(kind, 1)).toMatchObject({ attempts: 0, dueAt: at(1) })
    })

    it('are cancelled by subject', async () => {
      const { kind, write } = await scheduled(['keep', 'drop'])
      await write((tx) => tx.jobs.cancel(kind, ['drop', 'none']))
      expect(await onlyDue(kind, 59)).toMatchObject({ subject: 'keep' })
    })

    it('of a kind that repeats are made once for each organization', async () => {
      const organizations = [await createTestOrganization(store()), await createTestOrganization(store())]
      const kind = `kind-${testId()}`
      await Promise.all([store().jobs.ensure(kind, at(0)), store().jobs.ensure(kind, at(0))])
      await store().jobs.ensure(kind, at(9))
      const due = await store().jobs.listDue([kind], when(0), 1_000)
      const ids = due.map(({ organizationId }) => organizationId)
      expect(new Set(ids).size).toBe(ids.length)
      expect(organizations.every(({ id }) => ids.includes(id))).toBe(true)
    })
  })
}
