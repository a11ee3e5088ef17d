import { defaultCatalogue, type TeamRole } from '@rolecall/core/directory/role-catalogue'
import { compareCodePoints } from '@rolecall/core/scim/compare-code-points'
import { fold } from '@rolecall/core/scim/fold'
import type { TeamReader, TeamWriter } from '@rolecall/core/store/teams'

import { requireUnique } from '../constraints.ts'
import { byText, pageOf } from '../in-order.ts'
import type { Reading, Writing } from '../reading.ts'
import type { Tables } from '../tables.ts'
import { changeOrganization } from './organizations.ts'

const byKey = byText<{ readonly key: string }>(({ key }) => key)

export function createTeamReader({ organizationId, tables }: Reading): TeamReader {
  const teams = () => tables().teams.rows(organizationId).toSorted(byKey)
  return {
    list: async (page) => pageOf(teams(), ({ key }) => key, page),
    async search({ search, ...page }) {
      const found = teams().filter(
        ({ key, name }) => search === null || key.includes(search) || fold(name).includes(search),
      )
      return pageOf(found, ({ key }) => key, page)
    },
    find: async (key) => tables().teams.get(organizationId, key),
    findMany: async (keys) => teams().filter(({ key }) => keys.includes(key)),
    listIds: async () => new Map(teams().map(({ id, key }) => [key, id])),
    async getCatalogue() {
      const teamRoles = tables().teamRoles.rows(organizationId).toSorted(inRank)
      return teamRoles.length === 0 ? defaultCatalogue : { mode: 'custom-team-roles', teamRoles }
    },
  }
}

function inRank(a: TeamRole, b: TeamRole): number {
  return a.rank - b.rank || compareCodePoints(fold(a.name), fold(b.name))
}

export function createTeamWriter({ now, organizationId, writing }: Writing): TeamWriter {
  /** What is remembered of teams and roles is remembered by this version. */
  function write(work: (tables: Tables) => void): void {
    writing.write((tables) => {
      changeOrganization(tables, organizationId, ({ catalogueVersion }) => ({
        catalogueVersion: Math.max(catalogueVersion + 1, Date.parse(now)),
      }))
      work(tables)
    })
  }

  return {
    async put(given) {
      write(({ teams }) => {
        for (const team of given) {
          const known = teams.get(organizationId, team.key)
          teams.put(organizationId, team.key, { ...team, id: known?.id ?? team.id })
        }
      })
    },
    async delete(keys) {
      write(({ teams }) => {
        for (const key of keys) teams.delete(organizationId, key)
      })
    },
    async putCatalogue({ mode, teamRoles: given }) {
      write(({ teamRoles }) => {
        for (const { name } of teamRoles.rows(organizationId)) teamRoles.delete(organizationId, fold(name))
        if (mode === 'default') return
        for (const role of given) {
          const known = teamRoles.get(organizationId, fold(role.name))
          requireUnique(known !== undefined, 'team_roles.organization_id, team_roles.name_key')
          teamRoles.put(organizationId, fold(role.name), role)
        }
      })
    },
  }
}
