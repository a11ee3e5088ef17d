import { ConfigurationError } from '@rolecall/core/errors'

/** Where the data is: a SQLite file, or a PostgreSQL server. */
export type DatabaseLocation =
  | { readonly dialect: 'sqlite'; readonly path: string }
  | { readonly dialect: 'postgres'; readonly url: string }

/** A reader and a writer have a connection each, and a database in memory is one connection's. */
const noMemory = '"sqlite::memory:" is no database here: it needs a file, such as sqlite:rolecall.sqlite'

/** Reads `sqlite:PATH` or `postgres://…`. Throws ConfigurationError. */
export function parseDatabaseUrl(url: string): DatabaseLocation {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '')
    if (path === ':memory:') throw new ConfigurationError(noMemory)
    if (path !== '') return { dialect: 'sqlite', path }
  }
  if (/^postgres(ql)?:\/\//.test(url)) return { dialect: 'postgres', url }
  throw new ConfigurationError(
    `"${withoutPassword(url)}" is no database; use sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE`,
  )
}

/** A database URL that may be shown: without its password. */
export function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:@/]*):[^@/]*@/, '$1:***@')
}
