import { createHash } from 'node:crypto'

import { grantKey, type Grant } from '../../directory/grant.ts'
import type { Hold, HoldLine } from '../../directory/hold.ts'
import { teamKeyOf } from '../../directory/resolve-roles.ts'
import type { StoreReader } from '../../store.ts'

/** The roles that a hold is about: as they were when it was decided, or while it is open as they are. */
export async function readHoldLines(reader: StoreReader, hold: Hold): Promise<readonly HoldLine[]> {
  if (hold.lines !== null) return hold.lines
  const grants = await readHeldGrants(reader, hold)
  if (grants.length === 0) return []
  const users = await reader.users.findMany([...new Set(grants.map(({ userId }) => userId))])
  const groups = await reader.groups.findMany([...new Set(grants.map(({ groupId }) => groupId))])
  const teams = await reader.teams.listIds()
  const emails = new Map(users.map(({ id, userName }) => [id, userName]))
  const names = new Map(groups.map(({ displayName, id }) => [id, displayName]))
  return grants.map((grant): HoldLine => {
    const teamKey = teamKeyOf(grant.scope)
    return {
      id: toLineId(grant),
      userId: grant.userId,
      emailAddress: emails.get(grant.userId) ?? '',
      scope: teamKey === null ? grant.scope : `team:${teams.get(teamKey) ?? teamKey}`,
      role: grant.role,
      effect: grant.hold === 'withheld' ? 'grant' : 'revoke',
      rule: grant.ruleId === '' ? null : grant.ruleId,
      group: names.get(grant.groupId) ?? null,
      groupId: grant.groupId === '' ? null : grant.groupId,
    }
  })
}

/** The id of the line about a grant: short, and the same as long as it waits. */
export function toLineId(grant: Grant): string {
  return createHash('sha256').update(grantKey(grant)).digest('base64url').slice(0, 22)
}

/** The grants that an open hold keeps, or keeps back. */
export async function readHeldGrants(reader: StoreReader, { detail, id, kind }: Hold): Promise<readonly Grant[]> {
  if (kind === 'brake' || kind === 'person-replaced') return reader.grants.list({ holdId: id })
  const { groupId } = detail
  if (typeof groupId !== 'string') return []
  return reader.grants.list({ withheldOf: groupId })
}
