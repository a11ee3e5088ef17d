import type { OperationServices } from '../change/operation-context.ts'
import { unknownTeam, type FindingView } from '../directory/finding.ts'
import type { Grant } from '../directory/grant.ts'
import { judgeGrant, teamKeyOf, type JudgedGrant } from '../directory/resolve-roles.ts'
import type { TeamKey } from '../directory/team.ts'
import type { StoreReader } from '../store.ts'
import { readCurrentCircumstances } from './circumstances.ts'
import { spellTeam } from './spell-team.ts'

/**
 * That roles of a member wait for a team that there is not, which a value of the person or the name of a group says; where the
 * file itself names the team, its check warns.
 */
export async function viewWaiting(
  { mappings }: Pick<OperationServices, 'mappings'>,
  reader: StoreReader,
  judged: readonly JudgedGrant[],
): Promise<readonly FindingView[]> {
  const waiting = judged.filter(({ grant, state }) => state === 'waiting' && grant.source === 'mapping')
  if (waiting.length === 0) return []
  const state = await reader.getState()
  const mapping = await mappings.get(reader.mappings, reader.organizationId, state)
  const written = mapping?.teamSpellings ?? new Map<TeamKey, string>()
  const teams = await reader.teams.listIds()
  const byTeam = new Map<TeamKey, Grant[]>()
  for (const { grant } of waiting) {
    const key = teamKeyOf(grant.scope)
    if (key === null || teams.has(key) || written.has(key)) continue
    byTeam.set(key, [...(byTeam.get(key) ?? []), grant])
  }
  const findings: FindingView[] = []
  for (const [key, grants] of byTeam) {
    const team = await spellTeam(reader, mapping, key, grants[0] as Grant)
    const roles = [...new Set(grants.map(({ role, ruleId }) => `${role} by ${ruleId}`))].join(', ')
    findings.push({ code: unknownTeam, message: `There is no team "${team}", and ${roles} waits for it` })
  }
  return findings
}

/** People who are looked at at a time. */
const pageSize = 5_000

/** Of how many people a role so waits. */
export async function countWaiting(
  services: Pick<OperationServices, 'mappings' | 'now'>,
  reader: StoreReader,
): Promise<number> {
  const state = await reader.getState()
  const mapping = await services.mappings.get(reader.mappings, reader.organizationId, state)
  const written = mapping?.teamSpellings ?? new Map<TeamKey, string>()
  const circumstances = await readCurrentCircumstances(services, reader)
  const holders = await reader.grants.listUserIds('mapping')
  const waiting = new Set<string>()
  for (let start = 0; start < holders.length; start += pageSize) {
    const userIds = holders.slice(start, start + pageSize)
    for (const grant of await reader.grants.list({ userIds, source: 'mapping' })) {
      const key = teamKeyOf(grant.scope)
      if (key === null || circumstances.teamIds.has(key) || written.has(key)) continue
      if (judgeGrant(grant, true, circumstances).state === 'waiting') waiting.add(grant.userId)
    }
  }
  return waiting.size
}
