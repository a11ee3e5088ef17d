import type { SqlValue } from './resource-source.ts'

/** Attributes of every resource that have a column. `meta.location` depends on the request and has no value here. */
export const commonColumns: Readonly<Record<string, SqlValue>> = {
  id: { type: 'text', text: 'r.id' },
  externalId: { type: 'text', text: 'r.external_id' },
  'meta.created': { type: 'text', text: 'r.created' },
  'meta.lastModified': { type: 'text', text: 'r.last_modified' },
  'meta.version': { type: 'text', text: `('W/"' || r.version || '"')` },
}
