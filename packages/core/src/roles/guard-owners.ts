import type { Grant } from '../directory/grant.ts'
import { guardOwnerChange, type GuardVerdict } from './owner-guard.ts'
import type { OwnerGrant } from '../directory/owner-grant.ts'
import { judgeGrant } from '../directory/resolve-roles.ts'
import { ownerRole } from '../directory/role-catalogue.ts'
import { ConflictError } from '../errors.ts'
import type { StoreReader } from '../store.ts'
import type { ChangeScope } from '../change/operation-context.ts'
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

/** Who is, or would be, an Owner of the organization. */
export async function listOwners(reader: StoreReader): Promise<readonly OwnerGrant[]> {
  const holders = await reader.grants.listHolders('organization', ownerRole)
  return holders.map(({ memberActive, ...grant }) => ({ grant, memberActive }))
}

/**
 * Holds the owner guard once, at the end of each transaction that concerned owners. Retains, releases
 * or refuses (409), and records when the organization has lost its last Owner or has one again.
 */
export async function guardOwners(scope: ChangeScope): Promise<void> {
  const { owners, tx } = scope
  if (owners.before === null) return
  const after = await listOwners(tx)
  const verdict = await judgeOwners(scope, owners.before, after)
  if (verdict.became !== null) await recordOwnership(scope, verdict.became)
  if (verdict.retain !== null) await retain(scope, verdict.retain)
  if (verdict.release.length > 0) await release(scope, verdict.release)
}

async function judgeOwners(
  { tx }: ChangeScope,
  before: readonly OwnerGrant[],
  after: readonly OwnerGrant[],
): Promise<GuardVerdict> {
  const active = await activeAmong(tx, before)
  try {
    return guardOwnerChange({
      before,
      after,
      isActiveAfter: (userId) => active.has(userId),
      cause: tx.cause,
      now: tx.now,
    })
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error
    throw new ConflictError(error.code, `${error.message}${await describeCandidates(tx, after)}`)
  }
}

async function activeAmong(reader: StoreReader, owners: readonly OwnerGrant[]): Promise<ReadonlySet<string>> {
  const users = await reader.users.findMany([...new Set(owners.map(({ grant }) => grant.userId))])
  return new Set(users.filter(({ active }) => active).map(({ id }) => id))
}

/** How many candidates an error names. */
const namedCandidates = 5

/** Who has the role without its being in force, and what is in the way: that is what would qualify. */
async function describeCandidates(reader: StoreReader, owners: readonly OwnerGrant[]): Promise<string> {
  const named = owners.slice(0, namedCandidates)
  if (named.length === 0) return ''
  const users = await reader.users.findMany([...new Set(named.map(({ grant }) => grant.userId))])
  const names = new Map(users.map(({ id, userName }) => [id, userName]))
  const list = named.map(
    ({ grant, memberActive }) => `${names.get(grant.userId) ?? grant.userId} (${obstacleOf(grant, memberActive)})`,
  )
  return `. These would be Owners: ${list.join(', ')}`
}

function obstacleOf({ hold }: Grant, memberActive: boolean): string {
  if (hold === 'withheld') return 'the role is withheld until its hold is approved'
  return memberActive ? 'the time of the role is over' : 'inactive'
}

async function recordOwnership(scope: ChangeScope, became: 'owned' | 'ownerless'): Promise<void> {
  await scope.tx.setOwnerless(became === 'ownerless' ? scope.tx.now : null)
  scope.record(became === 'owned' ? 'OrganizationOwned' : 'OrganizationOwnerless', 'organization')
}

/** A date that has taken the role away does so no more: the grant is kept by the guard now, not by the rule. */
async function retain(scope: ChangeScope, grant: Grant): Promise<void> {
  const retained: Grant = { ...grant, desired: false, hold: 'retained', holdId: null, expiresAt: null }
  await scope.tx.grants.put([retained])
  const circumstances = await scope.circumstances()
  recordGrantChange(scope, 'OwnerRetained', judgeGrant(retained, true, circumstances))
}

/** What the guard kept is no longer needed: the hold ends, and with it the grant. */
async function release(scope: ChangeScope, grants: readonly Grant[]): Promise<void> {
  await scope.tx.grants.delete(grants)
  const circumstances = await scope.circumstances()
  for (const grant of grants) {
    const judged = judgeGrant(grant, true, circumstances)
    recordGrantChange(scope, 'RoleReleased', { ...judged, effective: false })
    recordGrantChange(scope, 'RoleRevoked', judged)
  }
}
