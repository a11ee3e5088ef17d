import type { StoredRows } from './read-stored.ts'

/**
 * What is known of the rows of the people of a decision: `nothing` is there for a user made in this transaction; what has
 * been read with the facts; or `read` for what is read when it is needed.
 */
export type KnownRows = 'nothing' | 'read' | StoredRows
