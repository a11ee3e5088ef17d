import { memberKind, memberRoleKind, roleKind, teamKind } from './rows.ts'

/** The tables of a sink; those of the product may refer to them. */
export interface Tables {
  readonly cursors: string
  readonly roles: string
  readonly teams: string
  readonly members: string
  readonly memberRoles: string
}

/** Begins the name of each table where nothing else is said. */
export const defaultPrefix = 'rolecall_'

export function toTables(prefix = defaultPrefix): Tables {
  if (!/^[a-z_][a-z0-9_]{0,40}$/.test(prefix))
    throw new TypeError('the prefix of tables is lower-case letters, digits and _, and at most 40')
  const name = (rest: string): string => prefix + rest
  return {
    cursors: name('cursors'),
    roles: name('roles'),
    teams: name('teams'),
    members: name('members'),
    memberRoles: name('member_roles'),
  }
}

/** The columns of each table that are written. */
export function listColumns(tables: Tables): readonly (readonly [table: string, columns: readonly string[]])[] {
  const { cursors, memberRoles, members, roles, teams } = tables
  const kinds = [
    [roles, roleKind],
    [teams, teamKind],
    [members, memberKind],
    [memberRoles, memberRoleKind],
  ] as const
  return [
    [cursors, ['organization', 'cursor']],
    ...kinds.map(([table, { columns }]) => [table, ['organization', ...columns]] as const),
  ]
}

/** The statements that make the tables where they are not there: for SQLite and for PostgreSQL, also as a migration of one's own. */
export function createTables(prefix = defaultPrefix): readonly string[] {
  const { cursors, memberRoles, members, roles, teams } = toTables(prefix)
  const make = (name: string, columns: readonly string[], key: string): string =>
    `CREATE TABLE IF NOT EXISTS ${name} (organization text NOT NULL, ${columns.join(', ')}, PRIMARY KEY (organization${key}))`
  return [
    make(cursors, ['cursor text'], ''),
    make(
      roles,
      [
        'scope text NOT NULL',
        'name text NOT NULL',
        'description text NOT NULL',
        'rank integer NOT NULL',
        'precedence integer NOT NULL',
        'permissions text NOT NULL',
        'privileged boolean NOT NULL',
      ],
      ', scope, name',
    ),
    make(
      teams,
      ['id text NOT NULL', 'name text NOT NULL', 'type text NOT NULL', 'parent text', 'description text'],
      ', id',
    ),
    make(
      members,
      [
        'user_id text NOT NULL',
        'email_address text NOT NULL',
        'display_name text',
        'role text NOT NULL',
        'status text NOT NULL',
        'email_validated boolean NOT NULL',
      ],
      ', user_id',
    ),
    // The place of a role among those of one person in one team: 0 is the highest, which is in force.
    make(
      memberRoles,
      ['user_id text NOT NULL', 'team_id text NOT NULL', 'role text NOT NULL', 'place integer NOT NULL'],
      ', user_id, team_id, role',
    ),
  ]
}
