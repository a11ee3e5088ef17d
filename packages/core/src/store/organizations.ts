import type { NewOrganization, Organization, OrganizationExport } from '../directory/organization.ts'
import type { KeysetPage } from './resources.ts'

/** Organizations, across organizations: for the operator's commands and the platform. One that is being deleted is none any more. */
export interface OrganizationStore {
  insert(organization: NewOrganization): Promise<void>
  /** Inserts it if there is none at all, and answers whether it did: of several processes at once, one does. */
  insertFirst(organization: NewOrganization): Promise<boolean>
  find(id: string): Promise<Organization | undefined>
  /** The one that the product calls so, or that has that id. */
  findOwn(ownId: string): Promise<Organization | undefined>
  /** What the product had asked for when it made that one, as JSON; `null` where the operator made it. */
  readCreation(id: string): Promise<string | null>
  /** By id. */
  list(): Promise<Organization[]>
  /** By id. */
  listPage(page: KeysetPage): Promise<Organization[]>
  /** Where the log of each of these is; those that are not there are left out. */
  listRevisions(ids: readonly string[]): Promise<Map<string, number>>
  /** `null` where it was never exported. */
  readExport(id: string): Promise<OrganizationExport | null>
  /** Raises no revision. */
  putExport(id: string, exported: OrganizationExport): Promise<void>
  /**
   * Of an organization that is being deleted (`StoreTransaction.setDeleted`), takes away at most so many rows, and accounts that nobody has then, in a transaction of their
   * own: `from` is 0, and then what it answered before; `null` where nothing is left of it. Any number of processes may do so.
   */
  eraseSome(id: string, from: number, rows: number): Promise<number | null>
  /** How many have lost their last Owner and have none yet. */
  countOwnerless(): Promise<number>
  /** The ids of those of which changes wait to be decided. */
  listUndecided(): Promise<string[]>
}
