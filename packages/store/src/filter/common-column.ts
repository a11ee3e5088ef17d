import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { SqlValue } from './resource-source.ts'

/** Attributes of every resource that have a column. `meta.location` depends on the request and has no value here. */
export function commonColumn(dialect: SqlDialect, path: string): SqlValue | undefined {
  switch (path) {
    case 'id':
      return { type: 'text', text: 'r.id' }
    case 'externalId':
      return { type: 'text', text: 'r.external_id' }
    case 'meta.created':
      return { type: 'text', text: 'r.created' }
    case 'meta.lastModified':
      return { type: 'text', text: 'r.last_modified' }
    case 'meta.version':
      return { type: 'text', text: dialect.byCodePoint(`('W/"' || r.version || '"')`) }
    default:
      return undefined
  }
}
