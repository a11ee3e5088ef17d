/**
 * What the database is known to hold for the people of a decision: `nothing` for a user made in this
 * transaction, which saves reading it.
 */
export type KnownRows = 'nothing' | 'read'
