import { grantKey, type Grant, type GrantHold, type GrantScope, type GrantSource } from '@rolecall/core/directory/grant'
import type { GrantQuery, GrantReader, GrantWriter } from '@rolecall/core/store/grants'

import { compareBy } from '../compare-by.ts'
import { toBoolean, toNumber, toOptionalNumber, toOptionalText, toText } from '../decode.ts'
import { raw } from '../filter/sql.ts'
import { lastOfEach } from '../sql/last-of-each.ts'
import { given } from '../sql/given.ts'
import { packRows } from '../sql/pack-rows.ts'
import { qualify } from '../sql/qualify.ts'
import { runQuery } from '../sql/run-query.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import { textOfDialect } from '../sql/text-of-dialect.ts'
import type { RowOf } from '../tables/row-of.ts'
import { tables } from '../tables/tables.ts'

const { organization_id: _, ...columns } = tables.grants

/** What the mapping gives many people differs by the person alone. */
const { user_id, ...sharedColumns } = columns
const ownColumns = { user_id } as const
const keyColumns = ['user_id', 'scope', 'role', 'source', 'rule_id', 'group_id'] as const
const names = keysOf(columns)
const inOrder = compareBy('userId', 'scope', 'role', 'source', 'ruleId', 'groupId')

type GrantRow = RowOf<'grants', (typeof names)[number]>

const selectOfPeople = textOfDialect(
  (dialect) => `SELECT ${names.join(', ')} FROM grants WHERE organization_id = ? AND ${dialect.isIn('user_id')}`,
)
const selectOfPeopleBySource = textOfDialect((dialect) => `${selectOfPeople(dialect)} AND source = ?`)

export function createGrantReader(statements: Statements, organizationId: string): GrantReader {
  const { dialect } = statements
  const select = (query: GrantQuery) => selectGrants(dialect, organizationId, query)

  /** Every change asks for these, so that their text is not built each time. */
  function listOfPeople({ source, userIds }: OfPeople): Promise<GrantRow[]> {
    const parameters = [organizationId, dialect.list(userIds)]
    const of = { grants: { only: userIds } }
    if (source === undefined) return statements.all(selectOfPeople(dialect), parameters, of)
    return statements.all(selectOfPeopleBySource(dialect), [...parameters, source], of)
  }

  return {
    async list(query) {
      const rows = await (isOfPeople(query) ? listOfPeople(query) : runQuery(statements, select(query)))
      return rows.map(toGrant).toSorted(inOrder)
    },
    async listUserIds(source) {
      const rows = await statements.all<RowOf<'grants', 'user_id'>>(
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
      const rows = await statements.all<GrantRow & RowOf<'users', 'active'>>(
        `SELECT ${qualify('g', names).join(', ')}, u.active FROM grants g
         JOIN users u ON u.organization_id = g.organization_id AND u.id = g.user_id
         WHERE g.organization_id = ? AND g.scope = ? AND g.role = ?`,
        [organizationId, scope, role],
      )
      return rows.map((row) => ({ ...toGrant(row), memberActive: toBoolean(row, 'active') })).toSorted(inOrder)
    },
    async listUsedTeamRoles() {
      const rows = await statements.all<RowOf<'grants', 'role'>>(
        "SELECT DISTINCT role FROM grants WHERE organization_id = ? AND scope <> 'organization' ORDER BY role",
        [organizationId],
      )
      return rows.map((row) => toText(row, 'role'))
    },
    async countUsers(scopes) {
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
        grants.map(({ userId }) => userId),
      )
    },
    async delete(grants) {
      const { parameters, table } = rowsOf(grants)
      await statements.write(
        dialect.deleteByKey('grants', keyColumns, table),
        [organizationId, ...parameters],
        grants.map(({ userId }) => userId),
      )
    },
  }
}

function keysOf<Name extends string>(record: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(record) as Name[]
}

interface OfPeople extends Pick<GrantQuery, 'source'> {
  readonly userIds: readonly string[]
}

/** Asks for the roles of some people, of one source or of all, and for nothing else. */
function isOfPeople(query: GrantQuery): query is OfPeople {
  const { source: _source, userIds, ...others } = query
  return userIds !== undefined && Object.values(others).every((value) => value === undefined)
}

function selectGrants(
  dialect: SqlDialect,
  organizationId: string,
  { expiringUntil, holdId, role, scope, scopes, source, userIds, withheldOf }: GrantQuery,
) {
  return dialect
    .builder('grants')
    .select(...names)
    .where({ organization_id: organizationId, ...given({ scope, source, role, hold_id: holdId }) })
    .modify((grants) => {
      if (userIds !== undefined) void grants.whereRaw(raw(dialect.isIn('user_id'), [dialect.list(userIds)]))
      if (scopes !== undefined) void grants.whereRaw(raw(dialect.isIn('scope'), [dialect.list(scopes)]))
      if (withheldOf !== undefined) void grants.where({ source: 'mapping', hold: 'withheld', group_id: withheldOf })
      if (expiringUntil !== undefined) void grants.where('expires_at', '<=', expiringUntil)
    })
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

function toGrant(row: GrantRow): Grant {
  return {
    userId: toText(row, 'user_id'),
    scope: toText(row, 'scope') as GrantScope,
    role: toText(row, 'role'),
    source: toText(row, 'source') as GrantSource,
    ruleId: toText(row, 'rule_id'),
    groupId: toText(row, 'group_id'),
    mappingVersion: toOptionalNumber(row, 'mapping_version'),
    desired: toBoolean(row, 'desired'),
    hold: toOptionalText(row, 'hold') as GrantHold | null,
    holdId: toOptionalText(row, 'hold_id'),
    expiresAt: toOptionalText(row, 'expires_at'),
    since: toText(row, 'since'),
  }
}
