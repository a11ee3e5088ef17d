import { grantKey, type Grant, type GrantHold, type GrantScope, type GrantSource } from '@rolecall/core/directory/grant'
import type { GrantQuery, GrantReader, GrantWriter } from '@rolecall/core/store/grants'

import { compareBy } from '../compare-by.ts'
import { toBoolean, toNumber, toOptionalText, toText } from '../decode.ts'
import { lastOfEach } from '../sql/last-of-each.ts'
import { packRows } from '../sql/pack-rows.ts'
import type { ColumnType, SqlDialect } from '../sql/sql-dialect.ts'
import type { Parameter } from '../sql/parameter.ts'
import type { Row, Statements, WritingStatements } from '../sql/statements.ts'

const columns = {
  user_id: 'text',
  scope: 'text',
  role: 'text',
  source: 'text',
  rule_id: 'text',
  group_id: 'text',
  mapping_version: 'integer',
  desired: 'integer',
  hold: 'text',
  hold_id: 'text',
  expires_at: 'text',
  since: 'text',
} as const satisfies Record<string, ColumnType>

/** What the mapping gives many people differs by the person alone. */
const { user_id, ...sharedColumns } = columns
const ownColumns = { user_id } as const
const keyColumns = ['user_id', 'scope', 'role', 'source', 'rule_id', 'group_id'] as const
const names = Object.keys(columns)
const inOrder = compareBy('userId', 'scope', 'role', 'source', 'ruleId', 'groupId')
const shown = names.map((name) => `g.${name}`).join(', ')

export function createGrantReader(statements: Statements, organizationId: string): GrantReader {
  return {
    async list(query) {
      const { conditions, parameters } = toConditions(statements.dialect, query)
      const where = ['g.organization_id = ?', ...conditions].join(' AND ')
      const rows = await statements.all(`SELECT ${shown} FROM grants g WHERE ${where}`, [organizationId, ...parameters])
      return rows.map(toGrant).toSorted(inOrder)
    },
    async listUserIds(source) {
      const rows = await statements.all(
        'SELECT DISTINCT user_id FROM grants WHERE organization_id = ? AND source = ? ORDER BY user_id',
        [organizationId, source],
      )
      return rows.map((row) => toText(row, 'user_id'))
    },
    async countDerived() {
      const [row] = await statements.all(
        "SELECT COUNT(*) AS derived FROM grants WHERE organization_id = ? AND source = 'mapping' AND desired = 1",
        [organizationId],
      )
      return toNumber(row ?? {}, 'derived')
    },
    async listHolders(scope, role) {
      const rows = await statements.all(
        `SELECT ${shown}, u.active FROM grants g
         JOIN users u ON u.organization_id = g.organization_id AND u.id = g.user_id
         WHERE g.organization_id = ? AND g.scope = ? AND g.role = ?`,
        [organizationId, scope, role],
      )
      return rows.map((row) => ({ ...toGrant(row), memberActive: toBoolean(row, 'active') })).toSorted(inOrder)
    },
    async listUsedTeamRoles() {
      const rows = await statements.all(
        "SELECT DISTINCT role FROM grants WHERE organization_id = ? AND scope <> 'organization' ORDER BY role",
        [organizationId],
      )
      return rows.map((row) => toText(row, 'role'))
    },
    async countUsers(scopes) {
      const { dialect } = statements
      const rows = await statements.all(
        `SELECT scope, COUNT(DISTINCT user_id) AS users FROM grants
         WHERE organization_id = ? AND ${dialect.isIn('scope')} GROUP BY scope`,
        [organizationId, dialect.list(scopes)],
      )
      return new Map(rows.map((row) => [toText(row, 'scope'), toNumber(row, 'users')]))
    },
    async hasAny(source) {
      const rows = await statements.all('SELECT 1 FROM grants WHERE organization_id = ? AND source = ? LIMIT 1', [
        organizationId,
        source,
      ])
      return rows.length > 0
    },
  }
}

/** So many grants are written at once that what they have in common is worth finding. */
const many = 50

export function createGrantWriter(statements: WritingStatements, organizationId: string): GrantWriter {
  const { dialect } = statements
  const rowsOf = (grants: readonly Grant[]) => {
    const rows = grants.map(toRow)
    if (rows.length < many) return { table: dialect.fromRows(columns), parameters: [dialect.rows(rows)] }
    return {
      table: dialect.fromPackedRows(ownColumns, sharedColumns),
      parameters: packRows(keysOf(ownColumns), keysOf(sharedColumns), rows),
    }
  }
  return {
    async put(grants) {
      const values = names.filter((name) => !(keyColumns as readonly string[]).includes(name))
      const { parameters, table } = rowsOf(lastOfEach(grants, grantKey))
      await statements.write(
        `INSERT INTO grants (organization_id, ${names.join(', ')})
         SELECT ?, ${names.map((name) => `r.${name}`).join(', ')} FROM ${table} WHERE true
         ON CONFLICT (organization_id, ${keyColumns.join(', ')})
         DO UPDATE SET ${values.map((name) => `${name} = excluded.${name}`).join(', ')}`,
        [organizationId, ...parameters],
      )
    },
    async delete(grants) {
      const { parameters, table } = rowsOf(grants)
      await statements.write(dialect.deleteByKey('grants', keyColumns, table), [organizationId, ...parameters])
    },
  }
}

function keysOf<Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(record) as Name[]
}

function toConditions(
  dialect: SqlDialect,
  { userIds, scope, source, withheldOf, role, holdId, expiringUntil }: GrantQuery,
): { readonly conditions: string[]; readonly parameters: Parameter[] } {
  const conditions: string[] = []
  const parameters: Parameter[] = []
  const add = (condition: string, parameter: Parameter) => {
    conditions.push(condition)
    parameters.push(parameter)
  }
  if (userIds !== undefined) add(dialect.isIn('g.user_id'), dialect.list(userIds))
  if (scope !== undefined) add('g.scope = ?', scope)
  if (source !== undefined) add('g.source = ?', source)
  if (withheldOf !== undefined) add("g.source = 'mapping' AND g.hold = 'withheld' AND g.group_id = ?", withheldOf)
  if (role !== undefined) add('g.role = ?', role)
  if (holdId !== undefined) add('g.hold_id = ?', holdId)
  if (expiringUntil !== undefined) add('g.expires_at <= ?', expiringUntil)
  return { conditions, parameters }
}

function toRow(grant: Grant): Record<keyof typeof columns, string | number | null> {
  return {
    user_id: grant.userId,
    scope: grant.scope,
    role: grant.role,
    source: grant.source,
    rule_id: grant.ruleId,
    group_id: grant.groupId,
    mapping_version: grant.mappingVersion,
    desired: Number(grant.desired),
    hold: grant.hold,
    hold_id: grant.holdId,
    expires_at: grant.expiresAt,
    since: grant.since,
  }
}

function toGrant(row: Row): Grant {
  return {
    userId: toText(row, 'user_id'),
    scope: toText(row, 'scope') as GrantScope,
    role: toText(row, 'role'),
    source: toText(row, 'source') as GrantSource,
    ruleId: toText(row, 'rule_id'),
    groupId: toText(row, 'group_id'),
    mappingVersion: row['mapping_version'] === null ? null : toNumber(row, 'mapping_version'),
    desired: toBoolean(row, 'desired'),
    hold: toOptionalText(row, 'hold') as GrantHold | null,
    holdId: toOptionalText(row, 'hold_id'),
    expiresAt: toOptionalText(row, 'expires_at'),
    since: toText(row, 'since'),
  }
}
