import type { Binding, BindingReader, BindingState, BindingWriter } from '@rolecall/core/store/bindings'

import { compareBy } from '../compare-by.ts'
import { toOptionalText, toText } from '../decode.ts'
import { lastOfEach } from '../sql/last-of-each.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { completeBindings, type OwnMemberships } from './own-memberships.ts'

type BindingRow = RowOf<'bindings', 'name_key' | 'group_id' | 'external_id' | 'state'>

const select = 'SELECT name_key, group_id, external_id, state FROM bindings WHERE organization_id = ?'
const inOrder = compareBy('nameKey', 'groupId')

/** Within a transaction `own` is what it has written. */
export function createBindingReader(
  statements: Statements,
  organizationId: string,
  own?: OwnMemberships,
): BindingReader {
  return {
    async list() {
      return (await statements.all<BindingRow>(select, [organizationId])).map(toBinding).toSorted(inOrder)
    },
    async ofGroup(groupId) {
      const kept = own?.bindings().filter((binding) => binding.groupId === groupId) ?? []
      const rows = await statements.all<BindingRow>(`${select} AND group_id = ?`, [organizationId, groupId], {
        bindings: { only: [groupId], known: new Set(kept.map((binding) => binding.groupId)) },
      })
      return completeBindings(rows.map(toBinding), kept).toSorted(inOrder)
    },
    async ofName(nameKey) {
      return (await statements.all<BindingRow>(`${select} AND name_key = ?`, [organizationId, nameKey]))
        .map(toBinding)
        .toSorted(inOrder)
    },
  }
}

export function createBindingWriter(
  statements: WritingStatements,
  organizationId: string,
  own: OwnMemberships,
): BindingWriter {
  const { dialect } = statements
  return {
    async put(bindings) {
      const source = dialect.fromRows({ name_key: 'text', group_id: 'text', external_id: 'text', state: 'text' })
      own.bind(bindings)
      await statements.write(
        `INSERT INTO bindings (organization_id, name_key, group_id, external_id, state)
         SELECT ?, r.name_key, r.group_id, r.external_id, r.state FROM ${source} WHERE true
         ON CONFLICT (organization_id, name_key, group_id)
         DO UPDATE SET external_id = excluded.external_id, state = excluded.state`,
        [
          organizationId,
          dialect.rows(
            lastOfEach(bindings, toKeyText).map(({ nameKey, groupId, externalId, state }) => ({
              name_key: nameKey,
              group_id: groupId,
              external_id: externalId,
              state,
            })),
          ),
        ],
        bindings.map(({ groupId }) => groupId),
      )
    },
    async delete(bindings) {
      const source = dialect.fromRows({ name_key: 'text', group_id: 'text' })
      own.unbind(bindings)
      await statements.write(
        dialect.deleteByKey('bindings', ['name_key', 'group_id'], source),
        [
          organizationId,
          dialect.rows(bindings.map(({ nameKey, groupId }) => ({ name_key: nameKey, group_id: groupId }))),
        ],
        bindings.map(({ groupId }) => groupId),
      )
    },
  }
}

function toKeyText({ groupId, nameKey }: Binding): string {
  return JSON.stringify([nameKey, groupId])
}

function toBinding(row: BindingRow): Binding {
  return {
    nameKey: toText(row, 'name_key'),
    groupId: toText(row, 'group_id'),
    externalId: toOptionalText(row, 'external_id'),
    state: toText(row, 'state') as BindingState,
  }
}
