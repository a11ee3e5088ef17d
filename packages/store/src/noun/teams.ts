import { defaultCatalogue, type TeamRole } from '@rolecall/core/directory/role-catalogue'
import type { Team } from '@rolecall/core/directory/team'
import { fold } from '@rolecall/core/scim/fold'
import type { TeamReader, TeamWriter } from '@rolecall/core/store/teams'

import { toBoolean, toJson, toNumber, toOptionalText, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { tables } from '../tables/tables.ts'

const { organization_id: _, ...columns } = tables.teams

type TeamRow = RowOf<'teams', 'key' | 'id' | 'name' | 'type' | 'parent' | 'description'>

const select = 'SELECT key, id, name, type, parent, description FROM teams WHERE organization_id = ?'

export function createTeamReader(statements: Statements, organizationId: string): TeamReader {
  const { dialect } = statements
  return {
    async list({ after, limit }) {
      const rows = await statements.all<TeamRow>(`${select} AND key > ? ORDER BY key LIMIT ?`, [
        organizationId,
        after ?? '',
        limit,
      ])
      return rows.map(toTeam)
    },
    async search({ search, after, limit }) {
      const rows = await statements.all<TeamRow>(`${select} AND key > ? ORDER BY key`, [organizationId, after ?? ''])
      const teams = rows.map(toTeam)
      if (search === null) return teams.slice(0, limit)
      // A name has no folded column; there are as many teams as people can name.
      return teams.filter(({ key, name }) => key.includes(search) || fold(name).includes(search)).slice(0, limit)
    },
    async find(key) {
      const [row] = await statements.all<TeamRow>(`${select} AND key = ?`, [organizationId, key])
      return row && toTeam(row)
    },
    async findMany(keys) {
      if (keys.length === 0) return []
      const rows = await statements.all<TeamRow>(`${select} AND ${dialect.isIn('key')} ORDER BY key`, [
        organizationId,
        dialect.list(keys),
      ])
      return rows.map(toTeam)
    },
    async listIds() {
      const rows = await statements.all<RowOf<'teams', 'key' | 'id'>>(
        'SELECT key, id FROM teams WHERE organization_id = ? ORDER BY key',
        [organizationId],
      )
      return new Map(rows.map((row) => [toText(row, 'key'), toText(row, 'id')]))
    },
    async getCatalogue() {
      const rows = await statements.all<TeamRoleRow>(
        `SELECT name, description, rank, precedence, permissions, privileged FROM team_roles
         WHERE organization_id = ? ORDER BY rank, name_key`,
        [organizationId],
      )
      return rows.length === 0 ? defaultCatalogue : { mode: 'custom-team-roles', teamRoles: rows.map(toTeamRole) }
    },
  }
}

export function createTeamWriter(statements: WritingStatements, organizationId: string, now: string): TeamWriter {
  const { dialect } = statements
  const time = Date.parse(now)

  /**
   * What is remembered of teams and roles is remembered by this version: by the time, so that it does not come again where the
   * database is brought back to before it.
   */
  async function raiseVersion(): Promise<void> {
    await statements.write(
      `UPDATE organizations SET catalogue_version = CASE WHEN catalogue_version < CAST(? AS bigint) THEN CAST(? AS bigint)
       ELSE catalogue_version + 1 END WHERE id = ?`,
      [time, time, organizationId],
    )
  }

  return {
    async put(teams) {
      const rows = teams.map(({ key, id, name, type, parent, description }) => {
        return { key, id, name, type, parent, description }
      })
      await statements.write(
        `INSERT INTO teams (organization_id, key, id, name, type, parent, description)
         SELECT ?, r.key, r.id, r.name, r.type, r.parent, r.description FROM ${dialect.fromRows(columns)} WHERE true
         ON CONFLICT (organization_id, key) DO UPDATE SET name = excluded.name, type = excluded.type,
         parent = excluded.parent, description = excluded.description`,
        [organizationId, dialect.rows(rows)],
      )
      await raiseVersion()
    },
    async delete(keys) {
      await statements.write(`DELETE FROM teams WHERE organization_id = ? AND ${dialect.isIn('key')}`, [
        organizationId,
        dialect.list(keys),
      ])
      await raiseVersion()
    },
    async putCatalogue({ mode, teamRoles }) {
      await statements.write('DELETE FROM team_roles WHERE organization_id = ?', [organizationId])
      await raiseVersion()
      if (mode === 'default') return
      const source = dialect.fromRows({
        name_key: 'text',
        name: 'text',
        description: 'text',
        rank: 'integer',
        precedence: 'integer',
        permissions: 'text',
        privileged: 'integer',
      })
      await statements.write(
        `INSERT INTO team_roles (organization_id, name_key, name, description, rank, precedence, permissions, privileged)
         SELECT ?, r.name_key, r.name, r.description, r.rank, r.precedence, r.permissions, r.privileged FROM ${source}`,
        [organizationId, dialect.rows(teamRoles.map(toRow))],
      )
    },
  }
}

function toRow({ name, description, rank, precedence, permissions, privileged }: TeamRole) {
  return {
    name_key: fold(name),
    name,
    description,
    rank,
    precedence,
    permissions: JSON.stringify(permissions),
    privileged: Number(privileged),
  }
}

function toTeam(row: TeamRow): Team {
  return {
    key: toText(row, 'key'),
    id: toText(row, 'id'),
    name: toText(row, 'name'),
    type: toText(row, 'type'),
    parent: toOptionalText(row, 'parent'),
    description: toOptionalText(row, 'description'),
  }
}

type TeamRoleRow = RowOf<'team_roles', 'name' | 'description' | 'rank' | 'precedence' | 'permissions' | 'privileged'>

function toTeamRole(row: TeamRoleRow): TeamRole {
  return {
    name: toText(row, 'name'),
    description: toText(row, 'description'),
    rank: toNumber(row, 'rank'),
    precedence: toNumber(row, 'precedence'),
    permissions: toJson(row, 'permissions') as string[],
    privileged: toBoolean(row, 'privileged'),
  }
}
