import type { Grant } from '../directory/grant.ts'
import { teamKeyOf } from '../directory/resolve-roles.ts'
import type { TeamKey } from '../directory/team.ts'
import { withChangedTeams } from '../change/change.ts'
import { fold } from '../scim/fold.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { recordTeamExistence } from './record-team-existence.ts'

/**
 * Makes the teams that grants need, where the mapping says `createMissing`, as they are written in the file or in the name
 * of the group; a grant that is withheld needs none.
 */
export async function createMissingTeams(scope: ChangeScope, grants: readonly Grant[]): Promise<void> {
  if (scope.mapping?.policy.createMissingTeams !== true) return
  const { teamIds } = await scope.circumstances()
  const needed = new Map<TeamKey, string>()
  for (const { desired, groupId, hold, scope: at } of grants) {
    const key = teamKeyOf(at)
    if (key !== null && desired && hold !== 'withheld' && !teamIds.has(key)) needed.set(key, needed.get(key) ?? groupId)
  }
  for (const [key, groupId] of needed) await createTeam(scope, key, await spell(scope, key, groupId))
}

async function spell({ mapping, tx }: ChangeScope, key: TeamKey, groupId: string): Promise<string> {
  const written = mapping?.teamSpellings.get(key)
  if (written !== undefined) return written
  const group = groupId === '' ? undefined : await tx.groups.find(groupId)
  return (group && findSpelling(group.displayName, key)) ?? key
}

/** A capture is a part of the group's name, and only its key is stored. */
function findSpelling(name: string, key: string): string | undefined {
  for (let start = 0; start + key.length <= name.length; start += 1) {
    const part = name.slice(start, start + key.length)
    if (fold(part) === key) return part
  }
  return undefined
}

async function createTeam(scope: ChangeScope, key: TeamKey, id: string): Promise<void> {
  await scope.tx.teams.put({ id, key, name: id, type: 'Team', parent: null, description: null })
  scope.record('TeamCreated', `teams/${id}`)
  await recordTeamExistence(withChangedTeams(scope), key, 'created')
}
