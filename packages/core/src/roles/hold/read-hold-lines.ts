import { createHash } from 'node:crypto'

import { keptAs, originOf } from '../../directory/kept-effect.ts'
import type { Assignment } from '../../plugin/assignment.ts'
import { assignmentKey } from '../wanted-statements.ts'
import { grantKey, type Grant } from '../../directory/grant.ts'
import type { Hold, HoldLine } from '../../directory/hold.ts'
import { teamKeyOf } from '../../directory/resolve-roles.ts'
import type { StoreReader } from '../../store.ts'

/** The roles that a hold is about: as they were when it was decided, or while it is open as they are. */
export async function readHoldLines(reader: StoreReader, hold: Hold): Promise<readonly HoldLine[]> {
  if (hold.lines !== null) return hold.lines
  const { effects, grants } = await readWaiting(reader, hold)
  const people = new Set([...grants.map(({ userId }) => userId), ...effects.map(({ subject }) => subject)])
  const groupIds = [...grants.map(({ groupId }) => groupId), ...effects.flatMap(({ withheldOf }) => withheldOf ?? [])]
  const teamKeys = grants.flatMap(({ scope }) => teamKeyOf(scope) ?? [])
  const [users, groups, teams] = await Promise.all([
    reader.users.findMany([...people]),
    reader.groups.findMany([...new Set(groupIds)]),
    reader.teams.findMany([...new Set(teamKeys)]),
  ])
  const emails = new Map(users.map(({ id, userName }) => [id, userName]))
  const names = new Map(groups.map(({ displayName, id }) => [id, displayName]))
  const teamIds = new Map(teams.map(({ id, key }) => [key, id]))
  const roles = grants.map((grant): HoldLine => {
    const teamKey = teamKeyOf(grant.scope)
    return {
      id: toLineId(grant),
      userId: grant.userId,
      emailAddress: emails.get(grant.userId) ?? '',
      scope: teamKey === null ? grant.scope : `team:${teamIds.get(teamKey) ?? teamKey}`,
      role: grant.role,
      effect: grant.hold === 'withheld' ? 'grant' : 'revoke',
      rule: grant.ruleId === '' ? null : grant.ruleId,
      group: names.get(grant.groupId) ?? null,
      groupId: grant.groupId === '' ? null : grant.groupId,
    }
  })
  return [...roles, ...effects.map((effect) => toEffectLine(effect, emails, names))]
}

function toEffectLine(
  given: Assignment,
  emails: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): HoldLine {
  const { effect, subject, value, withheldOf = null } = given
  return {
    id: toEffectLineId(given),
    userId: subject,
    emailAddress: emails.get(subject) ?? '',
    scope: `effect:${effect}`,
    role: JSON.stringify(value),
    effect: withheldOf === null ? 'revoke' : 'grant',
    rule: originOf(given),
    group: names.get(withheldOf ?? '') ?? null,
    groupId: withheldOf,
  }
}

/** The id of the line about something that a plugin gave. */
export function toEffectLineId(given: Assignment): string {
  return createHash('sha256').update(assignmentKey(given)).digest('base64url').slice(0, 22)
}

/** What waits by an open hold: grants, and what plugins gave. */
export interface Waiting {
  readonly grants: readonly Grant[]
  readonly effects: readonly Assignment[]
}

export async function readWaiting(reader: StoreReader, hold: Hold): Promise<Waiting> {
  const [grants, effects] = await Promise.all([readHeldGrants(reader, hold), readHeldEffects(reader, hold)])
  return { grants, effects }
}

/** What plugins gave and an open hold keeps, or give and it keeps back. */
async function readHeldEffects(reader: StoreReader, hold: Hold): Promise<readonly Assignment[]> {
  const groupId = groupOf(hold)
  if (groupId !== null) return reader.assignments.listWithheld(groupId)
  const people = peopleOf(hold)
  const standing = people.length === 0 ? [] : await reader.assignments.list(people)
  return standing.filter((one) => keptAs(one)?.holdId === hold.id)
}

/** The group whose word an owner is asked about. */
function groupOf({ detail, kind }: Hold): string | null {
  const { groupId } = detail
  return kind === 'brake' || kind === 'person-replaced' || typeof groupId !== 'string' ? null : groupId
}

/** Whose effects a hold of the brake has kept. */
export function peopleOf({ detail, kind }: Hold): readonly string[] {
  const { people } = detail
  return kind === 'brake' && Array.isArray(people) ? people.map(String) : []
}

/** The id of the line about a grant: short, and the same as long as it waits. */
export function toLineId(grant: Grant): string {
  return createHash('sha256').update(grantKey(grant)).digest('base64url').slice(0, 22)
}

/** The grants that an open hold keeps, or keeps back. */
async function readHeldGrants(reader: StoreReader, hold: Hold): Promise<readonly Grant[]> {
  const { id, kind } = hold
  if (kind === 'brake' || kind === 'person-replaced') return reader.grants.list({ holdId: id })
  const groupId = groupOf(hold)
  return groupId === null ? [] : reader.grants.list({ withheldOf: groupId })
}
