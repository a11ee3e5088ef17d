import { defaultOrganizationSettings, type Organization } from '@rolecall/core/directory/organization'
import { NotFound } from '@rolecall/core/scim/errors'
import type { OrganizationState } from '@rolecall/core/store'
import type { OrganizationStore } from '@rolecall/core/store/organizations'

import { requireUnique } from '../constraints.ts'
import { byId } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { OrganizationRow, Tables } from '../tables.ts'

const untouched = {
  revision: 0,
  mappingVersion: 0,
  catalogueVersion: 0,
  ownerlessSince: null,
  undecidedSince: null,
  auditHead: null,
}

export function createOrganizationStore({ run, tables }: MemoryDatabase): OrganizationStore {
  return {
    insert: (organization) =>
      run(async (writing) =>
        writing.write(({ organizations }) => {
          requireUnique(organizations.get(organization.id, '') !== undefined, 'organizations.id')
          organizations.put(organization.id, '', { ...organization, ...untouched })
        }),
      ),
    insertFirst: (organization) =>
      run(async (writing) =>
        writing.write(({ organizations }) => {
          if (organizations.all().length > 0) return false
          organizations.put(organization.id, '', { ...organization, ...untouched })
          return true
        }),
      ),
    async find(id) {
      const row = tables().organizations.get(id, '')
      return row && toOrganization(row)
    },
    list: async () => tables().organizations.all().map(toOrganization).toSorted(byId),
    async listRevisions(ids) {
      const rows = ids.map((id) => tables().organizations.get(id, ''))
      return new Map(rows.filter((row) => row !== undefined).map(({ id, revision }) => [id, revision]))
    },
    countOwnerless: async () =>
      tables()
        .organizations.all()
        .filter(({ ownerlessSince }) => ownerlessSince !== null).length,
    listUndecided: async () =>
      tables()
        .organizations.all()
        .filter(({ undecidedSince }) => undecidedSince !== null)
        .map(({ id }) => id)
        .toSorted(),
  }
}

/** Throws NotFound. */
export function getOrganization({ organizations }: Tables, id: string): OrganizationRow {
  const row = organizations.get(id, '')
  if (row === undefined) throw new NotFound(`There is no organization with the id ${id}`)
  return row
}

/** Changes columns of an organization, and answers its row. */
export function changeOrganization(
  tables: Tables,
  id: string,
  change: (row: OrganizationRow) => Partial<OrganizationRow>,
): OrganizationRow {
  const row = getOrganization(tables, id)
  const changed = { ...row, ...change(row) }
  tables.organizations.put(id, '', changed)
  return changed
}

/** The versions that caches are keyed by. */
export function toState(row: OrganizationRow): OrganizationState {
  const { catalogueVersion, mappingVersion, revision, undecidedSince } = row
  return { revision, mappingVersion, catalogueVersion, undecidedSince, settings: toOrganization(row).settings }
}

function toOrganization({ created, id, name, settings }: OrganizationRow): Organization {
  return { id, name, settings: { ...defaultOrganizationSettings, ...settings }, created }
}
