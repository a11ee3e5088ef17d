import { defaultCatalogue, type RoleCatalogue } from '@rolecall/core/directory/role-catalogue'
import { describe, expect, it } from 'vitest'

import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization } from './test-organization.ts'
import { testTeam } from './test-records.ts'
import { withStore } from './with-store.ts'

/** Teams by folded id, and the catalogue of team roles. */
export function describeTeams(underTest: StoreUnderTest): void {
  describe('teams', () => {
    const store = withStore(underTest)

    it('puts, finds, lists by folded id and deletes', async () => {
      const { reader, write } = await createTestOrganization(store())
      const sales = testTeam('Sales', { name: 'The sales', type: 'Domain', parent: 'ops', description: 'Sells' })
      const ops = testTeam('ops')
      await write(async (tx) => {
        await tx.teams.put([sales, ops])
      })
      expect(await reader.teams.find('sales')).toEqual(sales)
      expect(await reader.teams.find('Sales')).toBeUndefined()
      expect(await reader.teams.findMany(['sales', 'nobody', 'ops'])).toEqual([ops, sales])
      expect(await reader.teams.list({ after: null, limit: 1 })).toEqual([ops])
      expect(await reader.teams.list({ after: 'ops', limit: 10 })).toEqual([sales])
      expect(await reader.teams.listIds()).toEqual(
        new Map([
          ['ops', 'ops'],
          ['sales', 'Sales'],
        ]),
      )
      const renamed = { ...sales, name: 'Sellers', parent: null, description: null }
      await write((tx) => tx.teams.put([renamed]))
      expect(await reader.teams.find('sales')).toEqual(renamed)
      await write((tx) => tx.teams.delete(['sales']))
      expect(await reader.teams.findMany(['sales', 'ops'])).toEqual([ops])
    })

    it('has the default catalogue until it is replaced, each time under a new version', async () => {
      const { reader, write } = await createTestOrganization(store())
      expect(await reader.teams.getCatalogue()).toEqual(defaultCatalogue)
      const own: RoleCatalogue = {
        mode: 'custom-team-roles',
        teamRoles: [
          { name: 'Lead', description: 'Leads', rank: 1, precedence: 5, permissions: ['b', 'a'], privileged: true },
          { name: 'Ärztin', description: '', rank: 2, precedence: 9, permissions: [], privileged: false },
        ],
      }
      await write((tx) => tx.teams.putCatalogue(own))
      expect(await reader.teams.getCatalogue()).toEqual(own)
      const { catalogueVersion } = await reader.getState()
      expect(catalogueVersion).not.toBe(0)
      await write((tx) => tx.teams.putCatalogue(defaultCatalogue))
      expect(await reader.teams.getCatalogue()).toEqual(defaultCatalogue)
      await write(async (tx) => expect(tx.state.catalogueVersion).toBeGreaterThan(catalogueVersion))
    })

    it('has a version that does not come again where the database is brought back to before it', async () => {
      const versionAt = async (now: string, ...more: string[]) => {
        const { reader, write } = await createTestOrganization(store())
        for (const time of [now, ...more]) await write((tx) => tx.teams.put([testTeam('sales')]), { now: time })
        return (await reader.getState()).catalogueVersion
      }
      const lost = await versionAt('2026-01-01T00:00:00.000Z')
      expect(await versionAt('2026-01-01T00:00:00.001Z')).not.toBe(lost)
      // Nor within a millisecond, nor by a clock that is set back.
      expect(await versionAt('2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')).toBe(lost + 1)
      expect(await versionAt('2026-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z')).toBe(lost + 1)
    })
  })
}
