import type { SqlDialect } from './sql-dialect.ts'

/**
 * A text of SQL of which each database says some in its own words, made once for each. It is the same object each time, too, of
 * which V8 knows the hash: a text that is put together anew is read through by everything that looks it up.
 */
export function textOfDialect(make: (dialect: SqlDialect) => string): (dialect: SqlDialect) => string {
  const texts: { [Name in SqlDialect['name']]?: string } = {}
  return (dialect) => (texts[dialect.name] ??= make(dialect))
}
