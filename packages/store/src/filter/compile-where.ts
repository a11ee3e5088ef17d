import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import { compileFilter } from './compile-filter.ts'
import type { ResourceSource } from './resource-source.ts'
import { sql, type Sql } from './sql.ts'

/** `FROM … WHERE …` for the resources of an organization that SCIM shows and that satisfy the filter. */
export function compileWhere(
  dialect: SqlDialect,
  source: ResourceSource,
  organizationId: string,
  filter: ResolvedFilter | null,
): Sql {
  const condition = filter === null ? undefined : compileFilter(dialect, source, organizationId, filter)
  const conditions = [
    'r.organization_id = ?',
    ...source.conditions,
    ...(condition === undefined ? [] : [`(${condition.text})`]),
  ]
  return sql(`FROM ${source.table} r WHERE ${conditions.join(' AND ')}`, [
    organizationId,
    ...(condition?.parameters ?? []),
  ])
}
