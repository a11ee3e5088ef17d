import type {
  FoundByRule,
  GroupFinding,
  GroupFindingReader,
  GroupFindingWriter,
} from '@rolecall/core/store/group-findings'

import { lastOfEach } from '../sql/last-of-each.ts'
import { toJson, toNumber, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

export function createGroupFindingReader(statements: Statements, organizationId: string): GroupFindingReader {
  const { dialect } = statements
  return {
    async list(groupIds) {
      const rows = await statements.all<RowOf<'group_findings', 'group_id' | 'rule' | 'value'>>(
        `SELECT group_id, rule, value FROM group_findings
         WHERE organization_id = ? AND ${dialect.isIn('group_id')} ORDER BY group_id, rule`,
        [organizationId, dialect.list(groupIds)],
      )
      return rows.map((row) => ({
        groupId: toText(row, 'group_id'),
        rule: toText(row, 'rule'),
        value: toJson(row, 'value') as GroupFinding['value'],
      }))
    },
    async findByRule(rule, limit) {
      const rows = await statements.all<FoundRow>(
        `SELECT group_id AS id, (SELECT COUNT(*) FROM group_findings
           WHERE organization_id = ? AND rule = ?) AS count FROM group_findings
         WHERE organization_id = ? AND rule = ? ORDER BY group_id LIMIT ?`,
        [organizationId, rule, organizationId, rule, limit],
      )
      return toFoundByRule(rows)
    },
    async countValues() {
      const rows = await statements.all<RowOf<'group_findings', 'value'> & Counted>(
        'SELECT value, COUNT(*) AS count FROM group_findings WHERE organization_id = ? GROUP BY value ORDER BY value',
        [organizationId],
      )
      return rows.map((row) => ({
        value: toJson(row, 'value') as GroupFinding['value'],
        count: toNumber(row, 'count'),
      }))
    },
  }
}

export function createGroupFindingWriter(statements: WritingStatements, organizationId: string): GroupFindingWriter {
  const { dialect } = statements
  return {
    async put(findings) {
      const source = dialect.fromRows({ group_id: 'text', rule: 'text', value: 'text' })
      await statements.write(
        `INSERT INTO group_findings (organization_id, group_id, rule, value)
         SELECT ?, r.group_id, r.rule, r.value FROM ${source} WHERE true
         ON CONFLICT (organization_id, group_id, rule) DO UPDATE SET value = excluded.value`,
        [
          organizationId,
          dialect.rows(
            lastOfEach(findings, toKeyText).map(({ groupId, rule, value }) => ({
              group_id: groupId,
              rule,
              value: JSON.stringify(value),
            })),
          ),
        ],
      )
    },
    async delete(findings) {
      const source = dialect.fromRows({ group_id: 'text', rule: 'text' })
      await statements.write(dialect.deleteByKey('group_findings', ['group_id', 'rule'], source), [
        organizationId,
        dialect.rows(findings.map(({ groupId, rule }) => ({ group_id: groupId, rule }))),
      ])
    },
  }
}

export interface Counted {
  readonly count: number | string
}

export interface FoundRow extends Counted {
  readonly id: string
}

/** Rows of `id` with the `count` of all. */
export function toFoundByRule(rows: readonly FoundRow[]): FoundByRule {
  const [first] = rows
  return { count: first === undefined ? 0 : toNumber(first, 'count'), ids: rows.map((row) => toText(row, 'id')) }
}

function toKeyText({ groupId, rule }: GroupFinding): string {
  return JSON.stringify([groupId, rule])
}
