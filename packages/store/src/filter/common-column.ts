import type { ResourceTypeName } from '@rolecall/core/plugin/hook-points'

import { quote, type SqlDialect } from '../sql/sql-dialect.ts'
import type { SqlValue } from './resource-source.ts'

/** Attributes of every resource that have a column; of `meta.location`, what follows the address of the endpoint. */
export function commonColumn(dialect: SqlDialect, type: ResourceTypeName, path: string): SqlValue | undefined {
  switch (path) {
    case 'id':
      return { type: 'text', text: 'r.id', required: true }
    case 'meta.resourceType':
      return { type: 'text', text: dialect.byCodePoint(quote(type)), required: true }
    case 'externalId':
      return { type: 'text', text: 'r.external_id' }
    case 'meta.created':
      return { type: 'text', text: 'r.created', required: true }
    case 'meta.lastModified':
      return { type: 'text', text: 'r.last_modified', required: true }
    case 'meta.location':
      return { type: 'text', text: dialect.byCodePoint(`('/${type}s/' || r.id)`), required: true }
    case 'meta.version':
      return { type: 'text', text: dialect.byCodePoint(`('W/"' || r.version || '"')`), required: true }
    default:
      return undefined
  }
}
