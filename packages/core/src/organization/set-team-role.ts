import type { GrantScope } from '../directory/grant.ts'
import type { MemberDetail } from '../directory/member-view.ts'
import { findRole } from '../directory/role-catalogue.ts'
import { toTeamKey } from '../directory/team.ts'
import { UnprocessableError } from '../errors.ts'
import { NotFound } from '../scim/errors.ts'
import { change } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { dissolveEmptied } from '../roles/hold/brake-hold.ts'
import { standsByHand, toManualGrant } from '../roles/manual-grant.ts'
import { writeGrants } from '../roles/write-grants.ts'
import { getMember } from './find-member.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { viewMember } from './view-members.ts'

/**
 * Sets the manual role of one member in a team; `null` takes it away, and what the mapping gives stays.
 * Throws NotFound (team, member), UnprocessableError (no such role).
 */
export async function setTeamRole(
  context: OperationContext,
  teamId: string,
  { emailAddress, role }: { readonly emailAddress: string; readonly role: string | null },
): Promise<MemberDetail> {
  return change(context, async (scope) => {
    const { tx } = scope
    const team = await tx.teams.find(toTeamKey(teamId))
    if (team === undefined) throw new NotFound(`There is no team with the id ${teamId}`)
    const user = await getMember(tx, emailAddress)
    const name = role === null ? null : await roleNamed(scope, role)
    const teamScope: GrantScope = `team:${team.key}`
    const stored = await tx.grants.list({ userIds: [user.id], scope: teamScope, source: 'manual' })
    const stands = stored.some((grant) => grant.role === name && standsByHand(grant))
    await writeGrants(scope, {
      put: name === null || stands ? [] : [toManualGrant(user.id, teamScope, name, tx.now)],
      deleted: stored.filter((grant) => grant.role !== name),
    })
    await dissolveEmptied(scope, stored)
    return viewMember(context, tx, user)
  })
}

async function roleNamed({ tx }: ChangeScope, name: string): Promise<string> {
  const { teamRoles } = await tx.teams.getCatalogue()
  const role = findRole(teamRoles, name)
  if (role !== undefined) return role.name
  throw new UnprocessableError('There is no such team role', [
    {
      path: 'role',
      message: `"${name}" is not a team role; the roles are ${teamRoles.map((known) => known.name).join(', ')}`,
    },
  ])
}
