import type { Grant } from '../directory/grant.ts'
import { guardOwnerChange, type OwnerGrant } from '../directory/owner-guard.ts'
import { judgeGrant } from '../directory/resolve-roles.ts'
import { ownerRole } from '../directory/role-catalogue.ts'
import type { StoreReader } from '../store.ts'
import type { ChangeScope } from './change-scope.ts'
import { recordGrantChange } from './record-grant-change.ts'

/** Whether a grant makes, or would make, its member an Owner of the organization. */
export function isOrganizationOwner(grant: Pick<Grant, 'scope' | 'role'>): boolean {
  return grant.scope === 'organization' && grant.role === ownerRole
}

/**
 * Notes who the owners are, before the first write of a transaction that may concern them: a grant of
 * the role, or the status of somebody who has it.
 */
export async function watchOwners({ owners, tx }: ChangeScope): Promise<void> {
  owners.before ??= await listOwners(tx)
}

/**
 * Holds the owner guard once, at the end of each transaction that concerned owners. Retains, releases
 * or refuses (409), and records when the organization has lost its last Owner or has one again.
 */
export async function guardOwners(scope: ChangeScope): Promise<void> {
  const { owners, tx } = scope
  if (owners.before === null) return
  const after = await listOwners(tx)
  const active = await activeAmong(tx, owners.before)
  const verdict = guardOwnerChange({
    before: owners.before,
    after,
    isActiveAfter: (userId) => active.has(userId),
    cause: tx.cause,
    now: tx.now,
  })
  if (verdict.became === 'owned') scope.record('OrganizationOwned', 'organization')
  if (verdict.became === 'ownerless') scope.record('OrganizationOwnerless', 'organization')
  if (verdict.retain !== null) await retain(scope, verdict.retain)
  if (verdict.release.length > 0) await release(scope, verdict.release)
}

async function listOwners(reader: StoreReader): Promise<readonly OwnerGrant[]> {
  const holders = await reader.grants.listHolders('organization', ownerRole)
  return holders.map(({ memberActive, ...grant }) => ({ grant, memberActive }))
}

async function activeAmong(reader: StoreReader, owners: readonly OwnerGrant[]): Promise<ReadonlySet<string>> {
  if (owners.length === 0) return new Set()
  const users = await reader.users.findMany([...new Set(owners.map(({ grant }) => grant.userId))])
  return new Set(users.filter(({ active }) => active).map(({ id }) => id))
}

async function retain(scope: ChangeScope, grant: Grant): Promise<void> {
  const retained: Grant = { ...grant, desired: false, hold: 'retained' }
  await scope.tx.grants.put([retained])
  const circumstances = await scope.circumstances()
  recordGrantChange(scope, 'OwnerRetained', judgeGrant(retained, true, circumstances))
}

async function release(scope: ChangeScope, grants: readonly Grant[]): Promise<void> {
  await scope.tx.grants.delete(grants)
  const circumstances = await scope.circumstances()
  for (const grant of grants) {
    recordGrantChange(scope, 'RoleReleased', judgeGrant(grant, true, circumstances))
  }
}
