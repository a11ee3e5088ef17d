import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'
import type { Knex } from 'knex'

import type { SqlDialect } from '../sql/sql-dialect.ts'
import { compileFilter } from './compile-filter.ts'
import { passIndex } from './pass-index.ts'
import type { ResourceSource, SqlValue } from './resource-source.ts'
import type { Sql } from './sql.ts'

/** A select, of nothing yet, over the resources of an organization that SCIM shows and that satisfy the filter. */
export function matchingResources(
  dialect: SqlDialect,
  source: ResourceSource,
  organizationId: string,
  filter: ResolvedFilter | null,
  order: SqlValue | null = null,
): Knex.QueryBuilder {
  const condition = filter === null ? null : compileFilter(dialect, source, organizationId, filter)
  const index = passIndex(dialect, source, organizationId, filter, order)
  return resourcesWhere(dialect, source, organizationId, condition, index)
}

/** The same for a condition that has been compiled, by that index or by whichever the database takes. */
export function resourcesWhere(
  { builder }: SqlDialect,
  { condition: isShown, table }: ResourceSource,
  organizationId: string,
  condition: Sql | null,
  index?: string,
): Knex.QueryBuilder {
  const from = index === undefined ? `${table} as r` : builder.raw(`${table} AS r INDEXED BY ${index}`)
  const all = builder.from(from).where('r.organization_id', organizationId)
  // As text: an index of those that are shown says so in the same words.
  const shown = isShown === undefined ? all : all.whereRaw(isShown)
  return condition === null
    ? shown
    : shown.whereRaw(`(${condition.text})`, condition.values as readonly Knex.RawBinding[])
}
