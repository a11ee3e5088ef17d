import type { Plan, StoredLine } from '@rolecall/core/directory/plan'
import type { PlanReader, PlanStore } from '@rolecall/core/store/plans'

import { requireFound, requireUnique } from '../constraints.ts'
import { byText } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { Reading } from '../reading.ts'
import { keyOf } from '../table.ts'

const inOrder = byText<Plan>(
  ({ created }) => created,
  ({ id }) => id,
)

export function createPlanReader({ organizationId, tables }: Reading): PlanReader {
  return {
    find: async (id) => tables().plans.get(organizationId, id),
    async listLines(id, kind, from, count) {
      if (tables().plans.get(organizationId, id) === undefined) return []
      return (tables().planLines.get(organizationId, keyOf(id, kind)) ?? []).slice(from, from + count)
    },
  }
}

export function createPlanStore({ run }: MemoryDatabase, organizationId: string): PlanStore {
  function change(id: string, columns: Partial<Plan>): Promise<void> {
    return run(async (writing) =>
      writing.write(({ plans }) => {
        const plan = plans.get(organizationId, id)
        if (plan !== undefined) plans.put(organizationId, id, { ...plan, ...columns })
      }),
    )
  }

  return {
    insert: ({ created, expiresAt, id, rollbackTo, source }) =>
      run(async (writing) =>
        writing.write(({ organizations, plans }) => {
          requireFound(organizations.get(organizationId, ''), 'plans.organization_id')
          requireUnique(plans.get(organizationId, id) !== undefined, 'plans.organization_id, plans.id')
          const plan = { id, created, expiresAt, source, rollbackTo }
          const progress = { done: 0, total: 0 }
          plans.put(organizationId, id, { ...plan, state: 'running', progress, result: null, failure: null })
        }),
      ),
    setProgress: (id, progress) => change(id, { progress }),
    addLines: (id, kind, lines) =>
      run(async (writing) =>
        writing.write(({ planLines, plans }) => {
          if (lines.length === 0) return
          requireFound(plans.get(organizationId, id), 'plan_lines.organization_id, plan_lines.plan_id')
          const key = keyOf(id, kind)
          requireUnique(planLines.get(organizationId, key) !== undefined, 'plan_lines.plan_id, plan_lines.kind')
          planLines.put(organizationId, key, lines.map(toLine))
        }),
      ),
    finish: (id, result) => change(id, { state: 'ready', result }),
    fail: (id, failure) => change(id, { state: 'failed', failure }),
    trim: (now, keep) =>
      run(async (writing) =>
        writing.write(({ plans }) => {
          const newestFirst = plans.rows(organizationId).toSorted(inOrder).toReversed()
          const gone = newestFirst.filter(({ expiresAt }, index) => expiresAt <= now || index >= keep)
          for (const { id } of gone) plans.delete(organizationId, id)
        }),
      ),
  }
}

function toLine({ template, userId, userName }: StoredLine): StoredLine {
  return { userId, userName, template }
}
