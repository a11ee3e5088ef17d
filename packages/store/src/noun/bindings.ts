import type { Binding, BindingReader, BindingWriter } from '@rolecall/core/store'

import { toOptionalText, toText } from '../decode.ts'
import type { Row, Statements, WritingStatements } from '../sql/statements.ts'

const select = 'SELECT name_key, group_id, external_id FROM bindings WHERE organization_id = ?'

export function createBindingReader(statements: Statements, organizationId: string): BindingReader {
  return {
    async list() {
      return (await statements.all(`${select} ORDER BY name_key`, [organizationId])).map(toBinding)
    },
    async ofGroup(groupId) {
      return (await statements.all(`${select} AND group_id = ? ORDER BY name_key`, [organizationId, groupId])).map(
        toBinding,
      )
    },
    async ofName(nameKey) {
      const [row] = await statements.all(`${select} AND name_key = ?`, [organizationId, nameKey])
      return row && toBinding(row)
    },
  }
}

export function createBindingWriter(statements: WritingStatements, organizationId: string): BindingWriter {
  const { dialect } = statements
  return {
    async put(bindings) {
      const source = dialect.fromRows({ name_key: 'text', group_id: 'text', external_id: 'text' })
      await statements.write(
        `INSERT INTO bindings (organization_id, name_key, group_id, external_id)
         SELECT ?, r.name_key, r.group_id, r.external_id FROM ${source} WHERE true
         ON CONFLICT (organization_id, name_key)
         DO UPDATE SET group_id = excluded.group_id, external_id = excluded.external_id`,
        [
          organizationId,
          dialect.rows(
            bindings.map(({ nameKey, groupId, externalId }) => ({
              name_key: nameKey,
              group_id: groupId,
              external_id: externalId,
            })),
          ),
        ],
      )
    },
    async delete(nameKeys) {
      await statements.write(`DELETE FROM bindings WHERE organization_id = ? AND ${dialect.isIn('name_key')}`, [
        organizationId,
        dialect.list(nameKeys),
      ])
    },
  }
}

function toBinding(row: Row): Binding {
  return {
    nameKey: toText(row, 'name_key'),
    groupId: toText(row, 'group_id'),
    externalId: toOptionalText(row, 'external_id'),
  }
}
