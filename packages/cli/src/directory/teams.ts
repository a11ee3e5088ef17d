import type { MemberDetail } from '@rolecall/core/directory/member-view'
import type { TeamSummary, TeamView } from '@rolecall/core/directory/team-view'

import type { ServerFlags } from '../command/server-options.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { printMember } from './members.ts'
import { askServer, listFromServer } from './server-json.ts'

/** As commander has parsed them. */
export interface TeamListFlags extends ServerFlags {
  readonly search?: string
  readonly all?: true
}

/** What is said of a team; what is left out stays. */
export interface TeamPutFlags extends ServerFlags {
  readonly name?: string
  readonly type?: string
  /** `false` for none. */
  readonly parent?: string | false
  readonly description?: string | false
}

export async function printTeams(flags: TeamListFlags): Promise<void> {
  const query = new URLSearchParams({ limit: '100', ...(flags.search === undefined ? {} : { search: flags.search }) })
  const path = `/api/team-summaries?${query.toString()}`
  const found = await listFromServer(flags, path, flags.all === true)
  const items = found.items as readonly TeamSummary[]
  if (flags.json) return printJson(items)
  if (items.length === 0) return print('There is no team; make one with: rolecall team create ID')
  await printTable(
    ['id', 'name', 'type', 'parent', 'people'],
    items.map(({ id, name, parent, people, type }) => [id, name, type, parent ?? '', String(people)]),
  )
  if (found.isMore) await print('There are more; --search finds one, --all lists all')
}

export async function showTeam(id: string, flags: ServerFlags): Promise<void> {
  return printTeam(await askServer<TeamView>(flags, { method: 'GET', path: toPath(id) }), flags)
}

/** Makes a team that is not there yet (RFC 9110 §13.1.2): what is said of it would change one that is. */
export function createTeam(id: string, flags: TeamPutFlags): Promise<void> {
  return putTeam(id, flags, { 'if-none-match': '*' })
}

export async function putTeam(
  id: string,
  { name, type, parent, description, ...flags }: TeamPutFlags,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  const body = {
    ...(name === undefined ? {} : { name }),
    ...(type === undefined ? {} : { type }),
    ...(parent === undefined ? {} : { parent: parent === false ? null : parent }),
    ...(description === undefined ? {} : { description: description === false ? null : description }),
  }
  return printTeam(await askServer<TeamView>(flags, { method: 'PUT', path: toPath(id), body, headers }), flags)
}

export async function deleteTeam(id: string, flags: ServerFlags): Promise<void> {
  await askServer(flags, { method: 'DELETE', path: toPath(id) })
  if (flags.json) return printJson({ id, deleted: true })
  await print(
    `The team ${id} is deleted, and so are the roles in it that were given by hand; those of the mapping wait for it`,
  )
}

/** `null` takes away what was given by hand. */
export async function setTeamRole(
  id: string,
  emailAddress: string,
  role: string | null,
  flags: ServerFlags,
): Promise<void> {
  const body = { emailAddress, role }
  return printMember(
    await askServer<MemberDetail>(flags, { method: 'POST', path: `${toPath(id)}/members`, body }),
    flags,
  )
}

function toPath(id: string): string {
  return `/api/teams/${encodeURIComponent(id)}`
}

async function printTeam(team: TeamView, { json }: ServerFlags): Promise<void> {
  if (json) return printJson(team)
  const { description, id, members, name, parent, type } = team
  await print(`${name} (${id}), ${type}${parent === null ? '' : `, in ${parent}`}`)
  if (description !== null) await print(description)
  if (members.length === 0) return print('Nobody is in it')
  await printTable(
    ['who', 'role', 'from'],
    members.map(({ emailAddress, role, source }) => [emailAddress, role, source]),
  )
}
