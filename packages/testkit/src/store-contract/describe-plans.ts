import type { PlanResult, StoredLine } from '@rolecall/core/directory/plan'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testPlan } from './test-records.ts'
import { withStore } from './with-store.ts'

const result: PlanResult = {
  baseVersion: 1,
  factRevision: 2,
  summary: { people: 1, adds: 1, removes: 0, changes: 0, held: 0, effects: 0, failed: 0 },
  warnings: [],
  errors: [],
  tests: { passed: 0, failed: 0, results: [], coverage: { rules: 0, covered: 0, uncovered: [] } },
  templates: [],
  bindings: ['x'],
  members: 3,
}

/** Plans and their lines, which are kept beside the directory. */
export function describePlans(underTest: StoreUnderTest): void {
  describe('plans', () => {
    const store = withStore(underTest)

    it('run, say how far they are, and come to an end', async () => {
      const { id, reader } = await createTestOrganization(store())
      const plans = store().plans(id)
      await plans.insert(testPlan({ rollbackTo: 4 }))
      const running = { ...testPlan({ rollbackTo: 4 }), result: null, failure: null }
      expect(await reader.plans.find('plan-1')).toEqual({
        ...running,
        state: 'running',
        progress: { done: 0, total: 0 },
      })
      const progress = { done: 5, total: 9 }
      await plans.setProgress('plan-1', progress)
      expect(await reader.plans.find('plan-1')).toEqual({ ...running, state: 'running', progress })
      await plans.finish('plan-1', result)
      expect(await reader.plans.find('plan-1')).toEqual({ ...running, state: 'ready', progress, result })
      await plans.insert(testPlan({ id: 'plan-2' }))
      await plans.fail('plan-2', 'the rules fail')
      expect(await reader.plans.find('plan-2')).toMatchObject({ state: 'failed', failure: 'the rules fail' })
      expect((await reader.getState()).revision).toBe(0)
    })

    it('keep their lines by kind and in order, and answer any page of them', async () => {
      const { id, reader } = await createTestOrganization(store())
      const plans = store().plans(id)
      await plans.insert(testPlan())
      const lines = Array.from({ length: 2_500 }, (_, index): StoredLine => {
        return { userId: `u${index}`, userName: `n${index}`, template: index % 7 }
      })
      await plans.addLines('plan-1', 'adds', lines)
      await plans.addLines('plan-1', 'removes', [])
      const page = (from: number, count: number) => reader.plans.listLines('plan-1', 'adds', from, count)
      expect(await page(0, 100)).toEqual(lines.slice(0, 100))
      expect(await page(950, 1_200)).toEqual(lines.slice(950, 2_150))
      expect(await page(2_490, 100)).toEqual(lines.slice(2_490))
      expect(await page(2_500, 100)).toEqual([])
      expect(await page(0, Number.MAX_SAFE_INTEGER)).toEqual(lines)
      expect(await reader.plans.listLines('plan-1', 'removes', 0, 10)).toEqual([])
    })

    it('go when they have expired, and the oldest of too many, with their lines', async () => {
      const { id, reader } = await createTestOrganization(store())
      const plans = store().plans(id)
      for (const day of [1, 2, 3, 4]) {
        await plans.insert(
          testPlan({
            id: `plan-${day}`,
            created: `2026-01-0${day}T00:00:00.000Z`,
            expiresAt: `2026-01-1${day}T00:00:00.000Z`,
          }),
        )
        await plans.addLines(`plan-${day}`, 'adds', [{ userId: 'u', userName: 'n', template: 0 }])
      }
      const left = async () => {
        const found = await Promise.all([1, 2, 3, 4].map((day) => reader.plans.find(`plan-${day}`)))
        return found.map((plan) => plan !== undefined)
      }
      await plans.trim('2026-01-11T00:00:00.000Z', 10)
      expect(await left()).toEqual([false, true, true, true])
      await plans.trim('2026-01-11T00:00:00.000Z', 2)
      expect(await left()).toEqual([false, false, true, true])
      expect(await reader.plans.listLines('plan-1', 'adds', 0, 10)).toEqual([])
    })

    it('are those of one organization', async () => {
      const [mine, other] = [await createTestOrganization(store()), await createTestOrganization(store())]
      await store().plans(other.id).insert(testPlan())
      await store()
        .plans(other.id)
        .addLines('plan-1', 'adds', [{ userId: 'u', userName: 'n', template: 0 }])
      await store().plans(mine.id).fail('plan-1', 'not mine')
      await store().plans(mine.id).trim('2099-01-01T00:00:00.000Z', 0)
      expect(await mine.reader.plans.find('plan-1')).toBeUndefined()
      expect(await mine.reader.plans.listLines('plan-1', 'adds', 0, 10)).toEqual([])
      expect(await other.reader.plans.find('plan-1')).toMatchObject({ state: 'running' })
      expect(await other.reader.plans.listLines('plan-1', 'adds', 0, 10)).toHaveLength(1)
    })
  })
}
