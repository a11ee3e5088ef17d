import type { MemberDetail, MemberView } from '@rolecall/core/directory/member-view'

import type { ServerFlags } from '../command/server-options.ts'
import { printTable } from '../output/print-table.ts'
import { print, printJson } from '../output/print.ts'
import { askServer, listFromServer } from './server-json.ts'

/** As commander has parsed them. */
export interface MemberListFlags extends ServerFlags {
  readonly search?: string
  readonly team?: string
  readonly active?: boolean
  readonly all?: true
}

export async function printMembers(flags: MemberListFlags): Promise<void> {
  const query = new URLSearchParams({ limit: '100' })
  if (flags.search !== undefined) query.set('search', flags.search)
  if (flags.team !== undefined) query.set('team', flags.team)
  if (flags.active !== undefined) query.set('active', String(flags.active))
  const path = `/api/organization/members?${query.toString()}`
  const found = await listFromServer(flags, path, flags.all === true)
  const items = found.items as readonly MemberView[]
  if (flags.json) return printJson(items)
  if (items.length === 0) return print('There is nobody')
  await printTable(
    ['who', 'name', 'role', 'status', 'teams'],
    items.map(({ displayName, emailAddress, role, status, teams }) => [
      emailAddress,
      displayName ?? '',
      role,
      status,
      teams.map((team) => `${team.teamId}: ${team.role}`).join(', '),
    ]),
  )
  if (found.isMore) await print('There are more; --search finds somebody, --all lists everybody')
}

export async function showMember(email: string, flags: ServerFlags): Promise<void> {
  return printMember(await askServer<MemberDetail>(flags, { method: 'GET', path: toPath(email) }), flags)
}

/** Invites whoever is no member yet; `null` takes away what was given by hand. */
export async function setMemberRole(email: string, role: string | null, flags: ServerFlags): Promise<void> {
  const member = await askServer<MemberDetail>(flags, { method: 'PUT', path: toPath(email), body: { role } })
  return printMember(member, flags)
}

function toPath(email: string): string {
  return `/api/organization/members/${encodeURIComponent(email)}`
}

/** A person with everything that gives a role, or would. */
export async function printMember(member: MemberDetail, { json }: ServerFlags): Promise<void> {
  if (json) return printJson(member)
  const { displayName, emailAddress, findings, grants, role, status, userId } = member
  const name = displayName === null ? '' : ` (${displayName})`
  await print(`${emailAddress}${name}, ${status}, ${role} of the organization, id ${userId}`)
  if (grants.length > 0) {
    await printTable(
      ['of', 'role', 'state', 'from', 'by group', 'rule', 'ends'],
      grants.map((grant) => [
        grant.scope,
        grant.role,
        grant.state,
        grant.source,
        grant.group ?? '',
        grant.rule ?? '',
        grant.expiresAt ?? '',
      ]),
    )
  }
  for (const { code, message } of findings) await print(`${code}: ${message}`)
  if (grants.length > 0) await print(`Why: rolecall explain ${emailAddress}`)
}
