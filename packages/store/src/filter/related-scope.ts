import type { ResolvedAttribute } from '@rolecall/core/scim/schema/find-attribute'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import { compareValue } from './compare-value.ts'
import { compileIn } from './compile-in.ts'
import type { FilterScope, RelatedRows, SqlValue } from './resource-source.ts'
import { always, sql, type Sql } from './sql.ts'

/** The rows that an attribute is computed from: a condition on any of them. */
export function createRelatedScope(dialect: SqlDialect, rows: RelatedRows): FilterScope {
  const element = createRowScope(dialect, rows.columns)
  const any = (condition: Sql): Sql => sql(`EXISTS (SELECT 1 ${rows.from} AND (?))`, [condition])
  return {
    compare: (attribute, operator, value) => any(element.compare(toSub(attribute), operator, value)),
    present: (attribute) =>
      any(attribute.subAttribute === undefined ? always(true) : element.present(toSub(attribute))),
    valuePath: (_, filter) => any(compileIn(element, filter)),
  }
}

/** A path such as `members.value`, or bare `members`, seen from one of the rows. */
function toSub({ attribute, subAttribute }: ResolvedAttribute): ResolvedAttribute {
  return { schema: undefined, attribute: subAttribute ?? { ...attribute, name: 'value' }, subAttribute: undefined }
}

function createRowScope(dialect: SqlDialect, columns: Readonly<Record<string, SqlValue>>): FilterScope {
  return {
    compare({ attribute }, operator, value) {
      const column = columns[attribute.name]
      return column === undefined ? always(false) : compareValue(dialect, column, operator, value)
    },
    present({ attribute }) {
      const column = columns[attribute.name]
      return column === undefined ? always(false) : sql(`${column.text} IS NOT NULL`)
    },
    valuePath: () => always(false),
  }
}
