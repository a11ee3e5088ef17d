import {
  defaultOrganizationSettings,
  type Organization,
  type OrganizationOfProduct,
} from '@rolecall/core/directory/organization'
import { NotFound } from '@rolecall/core/scim/errors'
import type { OrganizationState } from '@rolecall/core/store'
import type { OrganizationStore } from '@rolecall/core/store/organizations'

import { requireUnique } from '../constraints.ts'
import { byId } from '../in-order.ts'
import type { MemoryDatabase } from '../memory-database.ts'
import type { OrganizationRow, Tables } from '../tables.ts'
import { dropAccounts } from './drop-accounts.ts'

const untouched = {
  revision: 0,
  mappingVersion: 0,
  catalogueVersion: 0,
  ownerlessSince: null,
  undecidedSince: null,
  auditHead: null,
  externalId: null,
  suspendedAt: null,
  creation: null,
  deletedAt: null,
  exported: null,
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
      return row && stands(row) ? toOrganization(row) : undefined
    },
    async findOwn(ownId) {
      const row = findOwn(tables(), ownId)
      return row && toOrganization(row)
    },
    readCreation: async (id) => tables().organizations.get(id, '')?.creation ?? null,
    listPage: async ({ after, limit }) =>
      tables()
        .organizations.all()
        .filter(stands)
        .map(toOrganization)
        .toSorted(byId)
        .filter(({ id }) => id > (after ?? ''))
        .slice(0, limit),
    list: async () => tables().organizations.all().filter(stands).map(toOrganization).toSorted(byId),
    async listRevisions(ids) {
      const rows = ids.map((id) => tables().organizations.get(id, ''))
      return new Map(rows.filter((row) => row !== undefined).map(({ id, revision }) => [id, revision]))
    },
    readExport: async (id) => tables().organizations.get(id, '')?.exported ?? null,
    async putExport(id, exported) {
      await run(async (writing) => writing.write((open) => changeOrganization(open, id, () => ({ exported }))))
    },
    eraseSome: (id) =>
      run(async (writing) => {
        writing.write((open) => {
          for (const entry of open.feedEntries.rows('').filter(({ organizationId }) => organizationId === id))
            open.feedEntries.put('', String(entry.position), { ...entry, organizationId: null })
          const accountIds = open.users.rows(id).map(({ accountId }) => accountId)
          for (const table of Object.values(open)) table.clear(id)
          dropAccounts(open, accountIds)
        })
        return null
      }),
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

/** What is being deleted is none any more, but for whoever takes it away. */
export function stands({ deletedAt }: OrganizationRow): boolean {
  return deletedAt === null
}

function findOwn({ organizations }: Tables, ownId: string): OrganizationRow | undefined {
  return organizations.find((row) => stands(row) && (row.externalId === ownId || row.id === ownId))
}

/** The row of a new organization; `undefined` where there is one of its names. */
export function insertOfProduct(tables: Tables, organization: OrganizationOfProduct): OrganizationRow | undefined {
  if (findOwn(tables, organization.externalId) !== undefined) return undefined
  const row = { ...untouched, ...organization, revision: 1 }
  tables.organizations.put(organization.id, '', row)
  return row
}

/** Throws NotFound. */
export function getOrganization({ organizations }: Tables, id: string): OrganizationRow {
  const row = organizations.get(id, '')
  if (row === undefined || !stands(row)) throw new NotFound(`There is no organization with the id ${id}`)
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
export function toState({ mappings }: Tables, row: OrganizationRow): OrganizationState {
  const { catalogueVersion, id, mappingVersion, revision, suspendedAt, undecidedSince } = row
  const { settings } = toOrganization(row)
  const mappingCreated = mappings.get(id, String(mappingVersion))?.created ?? null
  return { revision, mappingVersion, mappingCreated, catalogueVersion, undecidedSince, suspendedAt, settings }
}

function toOrganization({ created, externalId, id, name, settings, suspendedAt }: OrganizationRow): Organization {
  return { id, name, settings: { ...defaultOrganizationSettings, ...settings }, created, externalId, suspendedAt }
}
