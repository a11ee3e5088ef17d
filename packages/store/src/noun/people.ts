import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import type { PeopleReader, Person, PersonParts } from '@rolecall/core/store/people'

import { toBoolean, toJson, toOptionalText, toText } from '../decode.ts'
import type { Row, Statements } from '../sql/statements.ts'

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

  function select({ data, memberFacts }: PersonParts): string {
    const groups = memberFacts ? memberships : groupIds
    return `SELECT u.id, u.user_name, u.active, ${data ? 'u.data' : 'NULL AS data'},
      ${memberFacts ? 'u.display' : 'NULL AS display'}, ${groups} AS memberships, ${grants} AS grants
      FROM users u WHERE u.organization_id = ?`
  }

  return {
    async page({ after, limit }, parts) {
      const rows = await statements.all(`${select(parts)} AND u.id > ? ORDER BY u.id LIMIT ?`, [
        organizationId,
        after ?? '',
        limit,
      ])
      return rows.map(toPerson)
    },
    async findMany(ids, parts) {
      if (ids.length === 0) return []
      const rows = await statements.all(`${select(parts)} AND ${dialect.isIn('u.id')} ORDER BY u.id`, [
        organizationId,
        dialect.list(ids),
      ])
      return rows.map(toPerson)
    },
    async findActive(ids) {
      const rows = await statements.all(
        `SELECT id, active FROM users WHERE organization_id = ? AND ${dialect.isIn('id')}`,
        [organizationId, dialect.list(ids)],
      )
      return new Map(rows.map((row) => [toText(row, 'id'), toBoolean(row, 'active')]))
    },
  }
}

function toPerson(row: Row): Person {
  return {
    id: toText(row, 'id'),
    userName: toText(row, 'user_name'),
    active: toBoolean(row, 'active'),
    data: row['data'] === null ? null : (toJson(row, 'data') as JsonObject),
    display: toOptionalText(row, 'display'),
    memberships: toOptionalText(row, 'memberships') ?? '',
    grants: toOptionalText(row, 'grants') ?? '',
  }
}
