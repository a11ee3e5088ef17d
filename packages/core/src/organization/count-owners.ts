import { isEffectiveOwner } from '../roles/owner-guard.ts'
import type { StoreReader } from '../store.ts'

/** How many people are Owner now, whatever gives it. */
export async function countOwners({ grants }: StoreReader, now: string): Promise<number> {
  const holders = await grants.listHolders('organization', 'Owner')
  const owners = holders.filter(({ memberActive, ...grant }) => isEffectiveOwner({ grant, memberActive }, now))
  return new Set(owners.map(({ userId }) => userId)).size
}
