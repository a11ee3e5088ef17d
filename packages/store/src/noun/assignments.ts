import type { Assignment } from '@rolecall/core/plugin/assignment'
import type { AssignmentReader, AssignmentWriter } from '@rolecall/core/store/assignments'

import { toJson, toNumber, toText } from '../decode.ts'
import { toFoundByRule, type Counted, type FoundRow } from './group-findings.ts'
import { lastOfEach } from '../sql/last-of-each.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

export function createAssignmentReader(statements: Statements, organizationId: string): AssignmentReader {
  const { dialect } = statements
  return {
    async list(userIds, effect) {
      const rows = await statements.all<AssignmentRow>(
        `SELECT user_id, effect, source, rule, value FROM assignments
         WHERE organization_id = ? AND ${dialect.isIn('user_id')} ${effect === undefined ? '' : 'AND effect = ?'}
         ORDER BY user_id, effect, source, rule`,
        [organizationId, dialect.list(userIds), ...(effect === undefined ? [] : [effect])],
      )
      return rows.map(toAssignment)
    },
    async listSubjects(effect, { after, limit }) {
      const rows = await statements.all<RowOf<'assignments', 'user_id'>>(
        `SELECT user_id FROM assignments WHERE organization_id = ? AND effect = ? AND user_id > ?
         GROUP BY user_id ORDER BY user_id LIMIT ?`,
        [organizationId, effect, after ?? '', limit],
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
    async countValues(effect) {
      const rows = await statements.all<RowOf<'assignments', 'value'> & Counted>(
        `SELECT value, COUNT(*) AS count FROM assignments WHERE organization_id = ? AND effect = ?
         GROUP BY value ORDER BY value`,
        [organizationId, effect],
      )
      return rows.map((row) => ({ value: toJson(row, 'value') as Assignment['value'], count: toNumber(row, 'count') }))
    },
  }
}

export function createAssignmentWriter(statements: WritingStatements, organizationId: string): AssignmentWriter {
  const { dialect } = statements
  return {
    async put(assignments) {
      const source = dialect.fromRows({ user_id: 'text', effect: 'text', source: 'text', rule: 'text', value: 'text' })
      await statements.write(
        `INSERT INTO assignments (organization_id, user_id, effect, source, rule, value)
         SELECT ?, r.user_id, r.effect, r.source, r.rule, r.value FROM ${source} WHERE true
         ON CONFLICT (organization_id, user_id, effect, source, rule) DO UPDATE SET value = excluded.value`,
        [organizationId, dialect.rows(lastOfEach(assignments, toKeyText).map(toRow))],
      )
    },
    async delete(assignments) {
      const source = dialect.fromRows({ user_id: 'text', effect: 'text', source: 'text', rule: 'text' })
      await statements.write(dialect.deleteByKey('assignments', ['user_id', 'effect', 'source', 'rule'], source), [
        organizationId,
        dialect.rows(assignments.map(toKey)),
      ])
    },
  }
}

function toKey({ subject, effect, source, rule }: Assignment) {
  return { user_id: subject, effect, source, rule }
}

function toKeyText(assignment: Assignment): string {
  return JSON.stringify(toKey(assignment))
}

function toRow(assignment: Assignment) {
  return { ...toKey(assignment), value: JSON.stringify(assignment.value) }
}

type AssignmentRow = RowOf<'assignments', 'user_id' | 'effect' | 'source' | 'rule' | 'value'>

function toAssignment(row: AssignmentRow): Assignment {
  return {
    subject: toText(row, 'user_id'),
    effect: toText(row, 'effect'),
    source: toText(row, 'source'),
    rule: toText(row, 'rule'),
    value: toJson(row, 'value') as Assignment['value'],
  }
}
