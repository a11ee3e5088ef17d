import type { Grant } from './grant.ts'

/** A grant of the organization role Owner, with the status of its member. */
export interface OwnerGrant {
  readonly grant: Grant
  readonly memberActive: boolean
}
