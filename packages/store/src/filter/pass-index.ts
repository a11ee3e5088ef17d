import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import { pathOf } from '@rolecall/core/scim/schema/find-attribute'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { ResourceSource, SqlValue } from './resource-source.ts'

/**
 * The index by which all resources are passed over, where no other one finds what a filter asks for or has the order:
 * SQLite would take the key of the table, and read each row.
 */
export function passIndex(
  dialect: SqlDialect,
  source: ResourceSource,
  organizationId: string,
  filter: ResolvedFilter | null,
  order: SqlValue | null,
): string | undefined {
  const { pass } = source
  if (pass === undefined || dialect.name !== 'sqlite') return undefined
  if (order !== null && !pass.sorts.includes(order.text)) return undefined
  return filter !== null && isFound(filter) ? undefined : pass.index

  function isFound(part: ResolvedFilter): boolean {
    if (part.kind === 'constant') return !part.value
    if (part.kind === 'and') return part.filters.some(isFound)
    if (part.kind === 'or') return part.filters.every(isFound)
    if (source.lookUp(dialect, organizationId, part) !== undefined) return true
    return part.kind === 'compare' && part.operator === 'eq' && pass?.finds.includes(pathOf(part.attribute)) === true
  }
}
