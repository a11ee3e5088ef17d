import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import { pathOf as toAttributePath, type ResolvedAttribute } from '@rolecall/core/scim/schema/find-attribute'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import { compareValue } from './compare-value.ts'
import { compileIn } from './compile-in.ts'
import { createJsonScope } from './json-scope.ts'
import { createPrefixedScope } from './prefixed-scope.ts'
import { createRelatedScope } from './related-scope.ts'
import type { FilterScope, ResourceSource } from './resource-source.ts'
import { always, sql, type Sql } from './sql.ts'

/**
 * A filter as a condition on the row `r`. What an index can answer is written so that it does; all else
 * reads the keys, which are folded as the filter's values are (RFC 7644 §3.4.2.2).
 */
export function compileFilter(
  dialect: SqlDialect,
  source: ResourceSource,
  organizationId: string,
  filter: ResolvedFilter,
): Sql {
  const scope = createResourceScope(dialect, source)
  return compileIn(scope, filter, (part) => source.lookUp(dialect, organizationId, part))
}

function createResourceScope(dialect: SqlDialect, source: ResourceSource): FilterScope {
  const json = createJsonScope(dialect, 'r.keys')
  const scopeOf = (attribute: ResolvedAttribute): FilterScope => {
    const rows = source.related(dialect, attribute)
    return rows === undefined ? json : createRelatedScope(dialect, rows)
  }
  const scope: FilterScope = {
    compare(attribute, operator, value) {
      const column = source.column(dialect, toAttributePath(attribute))
      if (column !== undefined) return compareValue(dialect, column, operator, value)
      return scopeOf(attribute).compare(attribute, operator, value)
    },
    present(attribute) {
      if (isMeta(attribute) && attribute.subAttribute === undefined) return always(true)
      const column = source.column(dialect, toAttributePath(attribute))
      return column === undefined ? scopeOf(attribute).present(attribute) : sql(`${column.text} IS NOT NULL`)
    },
    valuePath(attribute, filter) {
      if (isMeta(attribute)) return compileIn(createPrefixedScope(scope, attribute), filter)
      return scopeOf(attribute).valuePath(attribute, filter)
    },
  }
  return scope
}

/** Columns hold what is in `meta`, and every resource has it. */
function isMeta({ schema, attribute }: ResolvedAttribute): boolean {
  return schema === undefined && attribute.name === 'meta'
}
