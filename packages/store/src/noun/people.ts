import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import type { PeopleReader, Person, PersonParts } from '@rolecall/core/store/people'

import { toBoolean, toOptionalJson, toOptionalText, toText } from '../decode.ts'
import { raw } from '../filter/sql.ts'
import { runQuery } from '../sql/run-query.ts'
import type { Statements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

/**
 * Whole people in large pages, for decisions over a directory: a row for each person, memberships and grants as
 * texts that are equal for people who have the same, so that only the distinct ones are ever taken apart.
 */
export function createPeopleReader(statements: Statements, organizationId: string): PeopleReader {
  const { dialect } = statements
  const memberships = dialect.jsonRows('m', 'group_members', ['group_id', 'value', 'type'], 'm.group_id')
  const groupIds = dialect.jsonRows('m', 'group_members', ['group_id'], 'm.group_id')
  const grants = dialect.jsonRows(
    'g',
    'grants',
    ['scope', 'role', 'rule_id', 'group_id', 'mapping_version', 'desired', 'hold', 'expires_at'],
    'g.scope, g.role, g.rule_id, g.group_id',
    "AND g.source = 'mapping'",
  )

  const select = ({ data, memberFacts }: PersonParts) =>
    dialect
      .builder('users as u')
      .select<PersonRow[]>(
        'u.id',
        'u.user_name',
        'u.active',
        data ? 'u.data' : raw('NULL AS data'),
        memberFacts ? 'u.display' : raw('NULL AS display'),
        raw(`${memberFacts ? memberships : groupIds} AS memberships`),
        raw(`${grants} AS grants`),
      )
      .where('u.organization_id', organizationId)
      .orderBy('u.id')

  return {
    async page({ after, limit }, parts) {
      const page = select(parts)
        .where('u.id', '>', after ?? '')
        .limit(limit)
      return (await runQuery(statements, page)).map(toPerson)
    },
    async findMany(ids, parts) {
      if (ids.length === 0) return []
      const found = select(parts).whereRaw(raw(dialect.isIn('u.id'), [dialect.list(ids)]))
      return (await runQuery(statements, found)).map(toPerson)
    },
    async findActive(ids) {
      const rows = await statements.all<RowOf<'users', 'id' | 'active'>>(
        `SELECT id, active FROM users WHERE organization_id = ? AND ${dialect.isIn('id')}`,
        [organizationId, dialect.list(ids)],
      )
      return new Map(rows.map((row) => [toText(row, 'id'), toBoolean(row, 'active')]))
    },
  }
}

/** The parts that were not asked for are null. */
type PersonRow = RowOf<'users', 'id' | 'user_name' | 'active'> & {
  readonly [Name in 'data' | 'display' | 'memberships' | 'grants']: string | null
}

function toPerson(row: PersonRow): Person {
  return {
    id: toText(row, 'id'),
    userName: toText(row, 'user_name'),
    active: toBoolean(row, 'active'),
    data: toOptionalJson(row, 'data') as JsonObject | null,
    display: toOptionalText(row, 'display'),
    memberships: toOptionalText(row, 'memberships') ?? '',
    grants: toOptionalText(row, 'grants') ?? '',
  }
}
