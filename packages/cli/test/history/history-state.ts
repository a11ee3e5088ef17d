import { grantKey, isOver } from '@rolecall/core/directory/grant'
import { isEffectiveOwner } from '@rolecall/core/roles/owner-guard'
import { ownerRole } from '@rolecall/core/directory/role-catalogue'
import type { OperationServices } from '@rolecall/core/change/operation-context'

import type { ToldOwners } from './told-owners.ts'

/** What the invariants are held against. */
export interface HistoryState {
  /** Ids of the members who are Owners of the organization at this moment. */
  readonly owners: ReadonlySet<string>
  /** Those of whom the log says so. */
  readonly told: ReadonlySet<string>
  /** Those whom the owner guard keeps. */
  readonly retained: ReadonlySet<string>
  readonly ownerless: boolean
  /** Keys of the grants that people made, and whether each is over. */
  readonly byHand: ReadonlyMap<string, boolean>
}

export async function readHistoryState(
  { now, store }: OperationServices,
  organizationId: string,
  told: ToldOwners,
): Promise<HistoryState> {
  const reader = store.read(organizationId)
  const holders = await reader.grants.listHolders('organization', ownerRole)
  const made = [
    ...(await reader.grants.list({ source: 'manual' })),
    ...(await reader.grants.list({ source: 'break-glass' })),
  ]
  // What the guard keeps of one that has ended it lets go by itself.
  const manual = made.filter(({ desired }) => desired)
  const owners = holders.filter(({ memberActive, ...grant }) => isEffectiveOwner({ grant, memberActive }, now()))
  const retained = holders.filter(({ desired, hold, holdId }) => !desired && hold === 'retained' && holdId === null)
  return {
    owners: new Set(owners.map(({ userId }) => userId)),
    told: await told.read(),
    retained: new Set(retained.map(({ userId }) => userId)),
    ownerless: (await reader.getOwnerlessSince()) !== null,
    byHand: new Map(manual.map((grant) => [grantKey(grant), isOver(grant, now())])),
  }
}
