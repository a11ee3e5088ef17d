import { isEffectiveOwner } from '@rolecall/core/roles/owner-guard'
import { ownerRole } from '@rolecall/core/directory/role-catalogue'
import { grantKey } from '@rolecall/core/directory/grant'
import type { OperationServices } from '@rolecall/core/change/operation-context'

/** What the invariants are held against. */
export interface HistoryState {
  /** Ids of the members who are Owners of the organization. */
  readonly owners: readonly string[]
  /** Keys of the grants that people made. */
  readonly byHand: readonly string[]
}

export async function readHistoryState(
  { now, store }: OperationServices,
  organizationId: string,
): Promise<HistoryState> {
  const reader = store.read(organizationId)
  const holders = await reader.grants.listHolders('organization', ownerRole)
  const manual = await reader.grants.list({ source: 'manual' })
  const owners = holders.filter(({ memberActive, ...grant }) => isEffectiveOwner({ grant, memberActive }, now()))
  return { owners: owners.map(({ userId }) => userId), byHand: manual.map(grantKey).sort() }
}
