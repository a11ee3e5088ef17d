import type { Organization } from '../directory/organization.ts'

/** Organizations, across organizations: for the operator's commands. */
export interface OrganizationStore {
  insert(organization: Organization): Promise<void>
  /** Inserts it if there is none at all, and answers whether it did: of several processes at once, one does. */
  insertFirst(organization: Organization): Promise<boolean>
  find(id: string): Promise<Organization | undefined>
  /** By id. */
  list(): Promise<Organization[]>
  /** Where the log of each of these is; those that are not there are left out. */
  listRevisions(ids: readonly string[]): Promise<Map<string, number>>
  /** How many have lost their last Owner and have none yet. */
  countOwnerless(): Promise<number>
  /** The ids of those of which changes wait to be decided. */
  listUndecided(): Promise<string[]>
}
