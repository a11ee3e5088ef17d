import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import type { Knex } from 'knex'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import { compileFilter } from './compile-filter.ts'
import type { ResourceSource } from './resource-source.ts'
import type { Sql } from './sql.ts'

/** A select, of nothing yet, over the resources of an organization that SCIM shows and that satisfy the filter. */
export function matchingResources(
  dialect: SqlDialect,
  source: ResourceSource,
  organizationId: string,
  filter: ResolvedFilter | null,
): Knex.QueryBuilder {
  const condition = filter === null ? null : compileFilter(dialect, source, organizationId, filter)
  return resourcesWhere(dialect, source, organizationId, condition)
}

/** The same for a condition that has been compiled. */
export function resourcesWhere(
  { builder }: SqlDialect,
  { condition: isShown, table }: ResourceSource,
  organizationId: string,
  condition: Sql | null,
): Knex.QueryBuilder {
  const all = builder(`${table} as r`).where('r.organization_id', organizationId)
  // As text: an index of those that are shown says so in the same words.
  const shown = isShown === undefined ? all : all.whereRaw(isShown)
  return condition === null ? shown : shown.whereRaw('(?)', [condition])
}
