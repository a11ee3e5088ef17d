import { defaultCatalogue } from '@rolecall/core/directory/role-catalogue'
import { StoreError } from '@rolecall/core/store-error'
import type { StoreTransaction } from '@rolecall/core/store'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { insertGroup, insertUser, testTeam } from './test-records.ts'
import { withStore } from './with-store.ts'

/** Values that one database takes and another one refuses: each is kept, or is a mistake that nobody waits for. */
export function describeValues(underTest: StoreUnderTest): void {
  describe('values', () => {
    const store = withStore(underTest)

    it('keeps the last of what one write says twice of a key', async () => {
      const { reader, write } = await createTestOrganization(store())
      const { groupId, userId } = await write(async (tx) => {
        const user = await insertUser(tx, { userName: 'ann' })
        const group = await insertGroup(tx, { displayName: 'staff' })
        const assignment = { effect: 'finding', subject: user.id, rule: 'a-rule', source: 'scim' }
        const binding = { nameKey: 'staff', groupId: group.id, externalId: null }
        const job = { kind: 'expire-hold', subject: 'hold-1' }
        await tx.assignments.put([
          { ...assignment, value: { code: 'first' } },
          { ...assignment, value: { code: 'last' } },
        ])
        await tx.bindings.put([
          { ...binding, state: 'claimed' },
          { ...binding, state: 'bound' },
        ])
        await tx.identities.put([
          { userId: user.id, connectionId: '', subject: 'first' },
          { userId: user.id, connectionId: '', subject: 'last' },
        ])
        await tx.groupFindings.put([
          { groupId: group.id, rule: 'a-rule', value: { code: 'first', message: '' } },
          { groupId: group.id, rule: 'a-rule', value: { code: 'last', message: '' } },
        ])
        await tx.jobs.schedule([
          { ...job, dueAt: '2026-01-02T00:00:00.000Z' },
          { ...job, dueAt: '2025-01-02T00:00:00.000Z' },
        ])
        return { groupId: group.id, userId: user.id }
      })
      expect(await reader.assignments.list([userId])).toMatchObject([{ value: { code: 'last' } }])
      expect(await reader.bindings.list()).toMatchObject([{ state: 'bound' }])
      expect(await reader.identities.ofUsers([userId])).toMatchObject([{ subject: 'last' }])
      expect(await reader.groupFindings.list([groupId])).toMatchObject([{ value: { code: 'last' } }])
    })

    const rank = (number: number) => ({
      mode: 'custom-team-roles' as const,
      teamRoles: defaultCatalogue.teamRoles.map((role) => ({ ...role, rank: number })),
    })
    const questionable: readonly (readonly [string, (tx: StoreTransaction) => Promise<unknown>])[] = [
      ['the largest integer of 32 bits', (tx) => tx.teams.putCatalogue(rank(2 ** 31 - 1))],
      ['an integer beyond 32 bits', (tx) => tx.teams.putCatalogue(rank(2 ** 31))],
      ['a fraction where an integer belongs', (tx) => tx.teams.putCatalogue(rank(0.5))],
      ['the character NUL', (tx) => tx.teams.put([testTeam('sales', { name: 'a\u0000b' })])],
      ['half a character', (tx) => tx.teams.put([testTeam('sales', { name: 'a\ud800b' })])],
      ['a text of a megabyte', (tx) => tx.teams.put([testTeam('sales', { description: 'x'.repeat(1024 * 1024) })])],
      ['a key of a megabyte', (tx) => tx.teams.put([testTeam('x'.repeat(1024 * 1024))])],
      [
        'nothing where something belongs',
        (tx) => tx.teams.put([testTeam('sales', { name: null as unknown as string })]),
      ],
    ]

    it.each(questionable)('never says of %s that to wait would help, and goes on working', async (_, put) => {
      const { reader, write } = await createTestOrganization(store())
      const error = await write(put).then(
        () => null,
        (thrown: unknown) => thrown,
      )
      expect(error).not.toBeInstanceOf(StoreError)
      expect((await reader.getState()).revision).toBe(error === null ? 1 : 0)
      await write((tx) => insertUser(tx, { userName: 'ann' }))
      expect(await reader.users.total()).toBe(1)
    })
  })
}
