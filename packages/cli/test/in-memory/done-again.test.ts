import { unconditional } from '@rolecall/core/provisioning/preconditions'
import { writeResource } from '@rolecall/core/provisioning/write-resource'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import type { Store } from '@rolecall/core/store'
import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { expect, it } from 'vitest'

import { defaultPlugins } from '../../src/bundled-plugins.ts'

/** Undoes the next write when it is made, lets `meanwhile` happen, and has the write made again. */
function createUndo() {
  let meanwhile: (() => Promise<unknown>) | undefined
  const wrap = (store: Store): Store => ({
    ...store,
    async write(organizationId, scope, work) {
      const happens = meanwhile
      meanwhile = undefined
      if (happens === undefined) return store.write(organizationId, scope, work)
      const undone = new Error('undone')
      const first = store.write(organizationId, scope, async (tx) => {
        await work(tx)
        throw undone
      })
      await expect(first).rejects.toBe(undone)
      await happens()
      return store.write(organizationId, scope, work)
    },
  })
  return { wrap, undoNext: (happens: () => Promise<unknown>) => void (meanwhile = happens) }
}

it('notes what the change left out that was made, and nothing of one that was undone', async () => {
  const { undoNext, wrap } = createUndo()
  const { createOrganization } = await startInMemory({ plugins: defaultPlugins(), wrap })
  const { createUser, owner } = await createOrganization()
  const tolerances = new Tolerances()
  const members = [{ value: 'comes-meanwhile' }, { value: 'nobody' }]
  const body = { displayName: 'staff', members, costCentre: 7 }
  undoNext(() => createUser('ann', { externalId: 'comes-meanwhile' }))
  const request = { type: 'Group', id: null, body, conditions: unconditional, projection: null } as const
  await writeResource({ ...owner, tolerances }, 'create', request)
  expect(tolerances.leftOut).toEqual([
    { path: 'costCentre', why: 'unknown-attribute' },
    { path: 'members[value eq "nobody"]', why: 'unresolved-member' },
  ])
})
