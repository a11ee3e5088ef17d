import type { Assignment } from '@rolecall/core/plugin/assignment'
import type { AssignmentReader, AssignmentWriter } from '@rolecall/core/store/assignments'

import { toJson, toNumber, toOptionalText, toText } from '../decode.ts'
import { toFoundByRule, type Counted, type FoundRow } from './group-findings.ts'
import { overRows } from '../sql/over-rows.ts'
import { lastOfEach } from '../sql/last-of-each.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { textOfDialect } from '../sql/text-of-dialect.ts'
import { tables } from '../tables/tables.ts'

const names = 'user_id, effect, source, rule, value, expires_at, withheld_of'
const selectOf = (dialect: SqlDialect, condition: string) =>
  `SELECT ${names} FROM assignments WHERE organization_id = ? AND ${dialect.isIn('user_id')} ${condition}
   ORDER BY user_id, effect, source, rule`
const selectOfUsers = textOfDialect((dialect) => selectOf(dialect, ''))
/**
 * Computed, for SQLite looks at a value that is bound where it might be the one of a partial index (`assignments_finding`), and plans
 * the statement anew for each.
 */
const selectOfEffect = textOfDialect((dialect) => selectOf(dialect, "AND effect = (? || '')"))

const { organization_id: _, ...ownColumns } = tables.assignments

const putRows = overRows(
  ownColumns,
  (table) => `INSERT INTO assignments (organization_id, ${names})
    SELECT ?, r.user_id, r.effect, r.source, r.rule, r.value, r.expires_at, r.withheld_of
    FROM ${table} WHERE true
    ON CONFLICT (organization_id, user_id, effect, source, rule)
    DO UPDATE SET value = excluded.value, expires_at = excluded.expires_at, withheld_of = excluded.withheld_of`,
)

const isInForce = '(expires_at IS NULL OR expires_at > ?) AND withheld_of IS NULL'

export function createAssignmentReader(statements: Statements, organizationId: string): AssignmentReader {
  const { dialect } = statements
  return {
    async list(userIds, effect) {
      const rows = await statements.all<AssignmentRow>(
        effect === undefined ? selectOfUsers(dialect) : selectOfEffect(dialect),
        [organizationId, dialect.list(userIds), ...(effect === undefined ? [] : [effect])],
        { assignments: { only: userIds } },
      )
      return rows.map(toAssignment)
    },
    async listEnding(until) {
      const rows = await statements.all<AssignmentRow>(
        `SELECT ${names} FROM assignments WHERE organization_id = ? AND expires_at <= ?
         ORDER BY user_id, effect, source, rule`,
        [organizationId, until],
      )
      return rows.map(toAssignment)
    },
    async listWithheld(groupId) {
      const rows = await statements.all<AssignmentRow>(
        `SELECT ${names} FROM assignments WHERE organization_id = ? AND withheld_of = ?
         ORDER BY user_id, effect, source, rule`,
        [organizationId, groupId],
      )
      return rows.map(toAssignment)
    },
    async listSubjects(effect, now, { after, limit }) {
      const rows = await statements.all<RowOf<'assignments', 'user_id'>>(
        `SELECT user_id FROM assignments WHERE organization_id = ? AND effect = ? AND user_id > ?
         AND ${isInForce} GROUP BY user_id ORDER BY user_id LIMIT ?`,
        [organizationId, effect, after ?? '', now, limit],
      )
      return rows.map((row) => toText(row, 'user_id'))
    },
    async findByRule(rule, limit) {
      const rows = await statements.all<FoundRow>(
        `SELECT user_id AS id, (SELECT COUNT(*) FROM assignments
           WHERE organization_id = ? AND effect = 'finding' AND rule = ?) AS count FROM assignments
         WHERE organization_id = ? AND effect = 'finding' AND rule = ? ORDER BY user_id LIMIT ?`,
        [organizationId, rule, organizationId, rule, limit],
      )
      return toFoundByRule(rows)
    },
    async countValues(effect, now) {
      const rows = await statements.all<RowOf<'assignments', 'value'> & Counted>(
        `SELECT value, COUNT(*) AS count FROM assignments WHERE organization_id = ? AND effect = ?
         AND ${isInForce} GROUP BY value ORDER BY value`,
        [organizationId, effect, now],
      )
      return rows.map((row) => ({ value: toJson(row, 'value') as Assignment['value'], count: toNumber(row, 'count') }))
    },
  }
}

export function createAssignmentWriter(statements: WritingStatements, organizationId: string): AssignmentWriter {
  const { dialect } = statements
  return {
    async put(assignments) {
      const rows = lastOfEach(assignments, toKeyText).map(toRow)
      const { parameters, sql } = putRows(dialect, [organizationId], rows)
      await statements.write(sql, parameters, assignments.map(toUserId))
    },
    async delete(assignments) {
      const source = dialect.fromRows({ user_id: 'text', effect: 'text', source: 'text', rule: 'text' })
      await statements.write(
        dialect.deleteByKey('assignments', ['user_id', 'effect', 'source', 'rule'], source),
        [organizationId, dialect.rows(assignments.map(toKey))],
        assignments.map(toUserId),
      )
    },
  }
}

function toUserId({ subject }: Assignment): string {
  return subject
}

function toKey({ subject, effect, source, rule }: Assignment) {
  return { user_id: subject, effect, source, rule }
}

function toKeyText(assignment: Assignment): string {
  return JSON.stringify(toKey(assignment))
}

function toRow(assignment: Assignment) {
  const { expiresAt = null, value, withheldOf = null } = assignment
  const { effect, rule, source, subject } = assignment
  return {
    user_id: subject,
    effect,
    source,
    rule,
    value: JSON.stringify(value),
    expires_at: expiresAt,
    withheld_of: withheldOf,
  }
}

type AssignmentRow = RowOf<
  'assignments',
  'user_id' | 'effect' | 'source' | 'rule' | 'value' | 'expires_at' | 'withheld_of'
>

function toAssignment(row: AssignmentRow): Assignment {
  const expiresAt = toOptionalText(row, 'expires_at')
  const withheldOf = toOptionalText(row, 'withheld_of')
  return {
    subject: toText(row, 'user_id'),
    effect: toText(row, 'effect'),
    source: toText(row, 'source'),
    rule: toText(row, 'rule'),
    value: toJson(row, 'value') as Assignment['value'],
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(withheldOf === null ? {} : { withheldOf }),
  }
}
