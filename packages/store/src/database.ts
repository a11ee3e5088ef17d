/** `sqlite:PATH` or `postgres://…`, or connections to PostgreSQL that somebody else has made, and closes. */
export type Database = string | { readonly pool: GivenPool }

/** A pool of `pg`, as far as it is told apart from something else: whose types nobody needs to have who gives none. */
export interface GivenPool {
  connect(): Promise<unknown>
  readonly options: { readonly max: number }
}
