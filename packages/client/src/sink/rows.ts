import type { Content, Member, MemberTeam, Role, Team } from '../follow/changes.ts'
import type { Row, Value } from './sql.ts'

/** A kind of thing in its table: the columns behind `organization`, the first of which are its key. */
export interface Kind<Thing> {
  readonly columns: readonly string[]
  readonly keyColumns: number
  readonly toValues: (thing: Thing) => readonly Value[]
}

export const roleKind: Kind<Role> = {
  columns: ['scope', 'name', 'description', 'rank', 'precedence', 'permissions', 'privileged'],
  keyColumns: 2,
  toValues: ({ description, name, permissions, precedence, privileged, rank, scope }) => [
    scope,
    name,
    description,
    rank,
    precedence,
    JSON.stringify(permissions),
    privileged,
  ],
}

export const teamKind: Kind<Team> = {
  columns: ['id', 'name', 'type', 'parent', 'description'],
  keyColumns: 1,
  toValues: ({ description, id, name, parent, type }) => [id, name, type, parent, description],
}

export const memberKind: Kind<Member> = {
  columns: ['user_id', 'email_address', 'display_name', 'role', 'status', 'email_validated'],
  keyColumns: 1,
  toValues: ({ displayName, emailAddress, emailValidated, role, status, userId }) => [
    userId,
    emailAddress,
    displayName,
    role,
    status,
    emailValidated,
  ],
}

interface MemberRole {
  readonly userId: string
  readonly teamId: string
  readonly role: string
  readonly place: number
}

export const memberRoleKind: Kind<MemberRole> = {
  columns: ['user_id', 'team_id', 'role', 'place'],
  keyColumns: 3,
  toValues: ({ place, role, teamId, userId }) => [userId, teamId, role, place],
}

export function toMemberRoles({ teams, userId }: Member): readonly MemberRole[] {
  return teams.flatMap(({ roles, teamId }) => roles.map((role, place) => ({ userId, teamId, role, place })))
}

/** Rows of all tables, as a driver answers them, as what they were made of. */
export function toContent(rows: {
  readonly roles: readonly Row[]
  readonly teams: readonly Row[]
  readonly members: readonly Row[]
  readonly memberRoles: readonly Row[]
}): Content {
  const teamsOf = new Map<string, Map<string, string[]>>()
  const inOrder = rows.memberRoles.toSorted((a, b) => Number(a['place']) - Number(b['place']))
  for (const row of inOrder) {
    const own = teamsOf.get(text(row, 'user_id')) ?? new Map<string, string[]>()
    teamsOf.set(text(row, 'user_id'), own)
    own.set(text(row, 'team_id'), [...(own.get(text(row, 'team_id')) ?? []), text(row, 'role')])
  }
  return {
    roles: rows.roles.map(toRole),
    teams: rows.teams.map(toTeam),
    members: rows.members.map((row) => toMember(row, teamsOf.get(text(row, 'user_id')) ?? new Map())),
  }
}

function toRole(row: Row): Role {
  return {
    scope: text(row, 'scope') as Role['scope'],
    name: text(row, 'name'),
    description: text(row, 'description'),
    rank: Number(row['rank']),
    precedence: Number(row['precedence']),
    permissions: JSON.parse(text(row, 'permissions')) as readonly string[],
    privileged: Boolean(row['privileged']),
  }
}

function toTeam(row: Row): Team {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    type: text(row, 'type'),
    parent: optional(row, 'parent'),
    description: optional(row, 'description'),
  }
}

function toMember(row: Row, teams: ReadonlyMap<string, readonly string[]>): Member {
  return {
    userId: text(row, 'user_id'),
    emailAddress: text(row, 'email_address'),
    displayName: optional(row, 'display_name'),
    role: text(row, 'role'),
    status: text(row, 'status') as Member['status'],
    emailValidated: Boolean(row['email_validated']),
    teams: [...teams].map(([teamId, roles]): MemberTeam => ({ teamId, role: roles[0] ?? '', roles })),
  }
}

function text(row: Row, name: string): string {
  return String(row[name])
}

function optional(row: Row, name: string): string | null {
  return row[name] === null || row[name] === undefined ? null : text(row, name)
}
