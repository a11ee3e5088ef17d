import type { Grant } from '../directory/grant.ts'
import { teamKeyOf } from '../directory/resolve-roles.ts'
import type { TeamKey } from '../directory/team.ts'
import { withChangedTeams } from '../change/change.ts'
import { fold } from '../scim/fold.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { recordTeamExistence } from './record-team-existence.ts'

/**
 * Makes the teams that grants need, where the mapping says `createMissing`, as they are written in the file, in the name
 * of the group or in the attribute; a grant that is withheld needs none.
 */
export async function createMissingTeams(scope: ChangeScope, grants: readonly Grant[]): Promise<void> {
  if (scope.mapping?.policy.createMissingTeams !== true) return
  const { teamIds } = await scope.circumstances()
  const needed = new Map<TeamKey, Grant>()
  for (const grant of grants) {
    const key = teamKeyOf(grant.scope)
    if (key === null || !grant.desired || grant.hold === 'withheld' || teamIds.has(key)) continue
    needed.set(key, needed.get(key) ?? grant)
  }
  for (const [key, grant] of needed) await createTeam(scope, key, await spell(scope, key, grant))
}

async function spell({ mapping, tx }: ChangeScope, key: TeamKey, { groupId, userId }: Grant): Promise<string> {
  const written = mapping?.teamSpellings.get(key)
  if (written !== undefined) return written
  const group = groupId === '' ? undefined : await tx.groups.find(groupId)
  const named = group && findSpelling(group.displayName, key)
  if (named !== undefined) return named
  const user = await tx.users.find(userId)
  return findText(user?.data ?? {}, (text) => findSpelling(text, key)) ?? key
}

/** A template may be filled by any attribute. */
function findText(value: Json, spellingIn: (text: string) => string | undefined): string | undefined {
  if (typeof value === 'string') return spellingIn(value)
  if (typeof value !== 'object' || value === null) return undefined
  for (const part of Object.values(value) as readonly Json[]) {
    const found = findText(part, spellingIn)
    if (found !== undefined) return found
  }
  return undefined
}

/** What fills a template is a part of the name or the value, and only its key is stored. */
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
