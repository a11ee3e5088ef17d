import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'

import type { FilterScope } from './resource-source.ts'
import { always, join, negate, type Sql } from './sql.ts'

/** A filter whose attributes are found in `scope`. */
export function compileIn(scope: FilterScope, filter: ResolvedFilter): Sql {
  switch (filter.kind) {
    case 'and':
      return join('AND', filter.filters.map((part) => compileIn(scope, part)))
    case 'or':
      return join('OR', filter.filters.map((part) => compileIn(scope, part)))
    case 'not':
      return negate(compileIn(scope, filter.filter))
    case 'constant':
      return always(filter.value)
    case 'compare':
      return scope.compare(filter.attribute, filter.operator, filter.value)
    case 'present':
      return scope.present(filter.attribute)
    case 'valuePath':
      return scope.valuePath(filter.attribute, filter.filter)
  }
}
