import { ConfigurationError } from '@rolecall/core/errors'
import type pg from 'pg'

import type { Database, GivenPool } from './database.ts'

/** Where the data is: a SQLite file, or a PostgreSQL server. */
export type DatabaseLocation =
  | { readonly dialect: 'sqlite'; readonly path: string }
  | { readonly dialect: 'postgres'; readonly url: string | pg.Pool }

/** A reader and a writer have a connection each, and a database in memory is one connection's. */
const noMemory = '"sqlite::memory:" is no database here: it needs a file, such as sqlite:rolecall.sqlite'

/** Reads which database is meant. Throws ConfigurationError. */
export function parseDatabaseUrl(url: Database): DatabaseLocation {
  if (typeof url !== 'string') return { dialect: 'postgres', url: checkPool(url.pool) }
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

/** A migration holds one connection and works on another. */
function checkPool(pool: GivenPool): pg.Pool {
  if (pool.options.max > 1) return pool as pg.Pool
  throw new ConfigurationError('The pool has one connection, and Rolecall needs two at least: give it a higher max')
}

/** A database URL that may be shown: without its password. */
export function withoutPassword(url: string): string {
  return url.replace(/(:\/\/[^:@/]*):[^@/]*@/, '$1:***@')
}
