import { grantKey, isOver, type Grant, type GrantScope } from '../directory/grant.ts'
import { findRole } from '../directory/role-catalogue.ts'
import type { TeamMemberView, TeamView } from '../directory/team-view.ts'
import { toTeamKey, type Team } from '../directory/team.ts'
import { UnprocessableError } from '../errors.ts'
import { MAX_ISSUES, type Issue } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import { isKeyLength, LONG_KEY } from '../scim/resource/key-length.ts'
import { change } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { toManualGrant } from '../roles/manual-grant.ts'
import { writeGrants } from '../roles/write-grants.ts'
import { checkPresence, type Presence } from './presence.ts'
import { viewTeams } from './view-teams.ts'
import { writeTeams } from './write-teams.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** What a client says about a team; what it leaves out stays as it is. */
export interface TeamInput {
  /** As the path says it, where it is said again. */
  readonly id?: string
  readonly name?: string
  readonly type?: string
  readonly parent?: string | null
  readonly description?: string | null
  /** The manual members: they replace the manual ones only, what the mapping gives stays. */
  readonly members?: readonly TeamMemberInput[]
}

export interface TeamMemberInput {
  readonly emailAddress: string
  readonly role: string
  /** As GET gave it: a list that says it does not speak of whoever GET did not show. */
  readonly source?: TeamMemberView['source']
}

/**
 * Makes or changes a team and, where `members` is given, its manual members. An e-mail address that is
 * no member, or a role that the catalogue does not have: all of them, up to a hundred, are named and nothing is applied.
 * Throws UnprocessableError, PreconditionFailed where it is not there, or there, as `presence` wants it.
 */
export async function putTeam(
  context: OperationContext,
  id: string,
  input: TeamInput,
  presence: Presence = null,
): Promise<{ readonly team: TeamView; readonly created: boolean }> {
  if (input.id !== undefined && toTeamKey(input.id) !== toTeamKey(id)) {
    throw new UnprocessableError('The id is another one', [{ path: 'id', message: `is not ${id}, as the path says` }])
  }
  return change(context, async (unchanged) => {
    const { tx } = unchanged
    const before = await tx.teams.find(toTeamKey(id))
    checkPresence(presence, before !== undefined, `The team ${before?.id ?? id}`)
    const team = toTeam(id, before, input)
    if (!isKeyLength(team.key)) throw new UnprocessableError('The id is too long', [{ path: 'id', message: LONG_KEY }])
    const scope = await writeTeams(unchanged, [{ before, after: team }])
    if (input.members !== undefined) await replaceManualMembers(scope, team, input.members)
    const [view] = await viewTeams(context, tx, [team])
    return { team: view as TeamView, created: before === undefined }
  })
}

function toTeam(id: string, before: Team | undefined, input: TeamInput): Team {
  return {
    id: before?.id ?? id,
    key: toTeamKey(id),
    name: input.name ?? before?.name ?? id,
    type: input.type ?? before?.type ?? 'Team',
    parent: input.parent === undefined ? (before?.parent ?? null) : input.parent,
    description: input.description === undefined ? (before?.description ?? null) : input.description,
  }
}

async function replaceManualMembers(
  scope: ChangeScope,
  team: Team,
  members: readonly TeamMemberInput[],
): Promise<void> {
  const { context, tx } = scope
  const teamScope: GrantScope = `team:${team.key}`
  const isEcho = members.some(({ source }) => source !== undefined)
  const [view] = isEcho ? await viewTeams(context, tx, [team]) : []
  const shown = view?.members ?? []
  const shownKeys = new Set(shown.map(toText))
  const echoed = members.filter((member) => shownKeys.has(toText(member)))
  const wanted = await toManualGrants(
    scope,
    teamScope,
    members.filter((member) => !shownKeys.has(toText(member))),
  )
  const stored = await tx.grants.list({ scope: teamScope, source: 'manual' })
  const wantedKeys = new Set(wanted.map(grantKey))
  const storedKeys = new Set(stored.filter((grant) => !isOver(grant, tx.now)).map(grantKey))
  const untouched = isEcho ? await findUntouched(scope, stored, shown, echoed) : new Set()
  await writeGrants(scope, {
    put: wanted.filter((grant) => !storedKeys.has(grantKey(grant))),
    deleted: stored.filter((grant) => !wantedKeys.has(grantKey(grant)) && !untouched.has(grant.userId)),
  })
}

function toText({ emailAddress, role, source }: TeamMemberInput): string {
  return JSON.stringify([emailAddress, role, source])
}

/** What GET gave does not speak of people whom it did not show, and leaves those as they are whom it shows unchanged. */
async function findUntouched(
  { tx }: ChangeScope,
  stored: readonly Grant[],
  shown: readonly TeamMemberView[],
  echoed: readonly TeamMemberInput[],
): Promise<ReadonlySet<string>> {
  const toKeys = (members: readonly TeamMemberInput[]) => new Set(members.map(({ emailAddress }) => fold(emailAddress)))
  const [known, same] = [toKeys(shown), toKeys(echoed)]
  const users = await tx.users.findMany([...new Set(stored.map(({ userId }) => userId))])
  const untouched = users.filter(({ userNameKey }) => !known.has(userNameKey) || same.has(userNameKey))
  return new Set(untouched.map(({ id }) => id))
}

async function toManualGrants(
  { tx }: ChangeScope,
  teamScope: GrantScope,
  members: readonly TeamMemberInput[],
): Promise<readonly Grant[]> {
  const { teamRoles } = await tx.teams.getCatalogue()
  const grants: Grant[] = []
  const issues: Issue[] = []
  for (const [index, { emailAddress, role }] of members.entries()) {
    const user = await tx.users.findByUserName(fold(emailAddress))
    const known = findRole(teamRoles, role)
    if (user === undefined) {
      issues.push({
        path: `members[${index}].emailAddress`,
        message: `${emailAddress} is no member of the organization`,
      })
    }
    if (known === undefined) {
      const names = teamRoles.map(({ name }) => name).join(', ')
      issues.push({ path: `members[${index}].role`, message: `"${role}" is not a team role; the roles are ${names}` })
    }
    if (issues.length >= MAX_ISSUES) break
    if (user !== undefined && known !== undefined) grants.push(toManualGrant(user.id, teamScope, known.name, tx.now))
  }
  if (issues.length > 0) throw new UnprocessableError('Some members can not be set; nothing was applied', issues)
  // Somebody who is named twice is a member once.
  return [...new Map(grants.map((grant) => [grantKey(grant), grant])).values()]
}
