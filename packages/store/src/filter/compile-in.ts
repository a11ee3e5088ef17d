import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'

import type { FilterScope } from './resource-source.ts'
import { always, join, negate, type Sql } from './sql.ts'

/** A filter whose attributes are found in `scope`; `lookUp` may know a shorter way for any part of it. */
export function compileIn(
  scope: FilterScope,
  filter: ResolvedFilter,
  lookUp: (part: ResolvedFilter) => Sql | undefined = () => undefined,
): Sql {
  const compile = (part: ResolvedFilter): Sql => compileIn(scope, part, lookUp)
  const found = lookUp(filter)
  if (found !== undefined) return found
  switch (filter.kind) {
    case 'and':
      return join('AND', filter.filters.map(compile))
    case 'or':
      return join('OR', filter.filters.map(compile))
    case 'not':
      return negate(compile(filter.filter))
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
