import { toText } from './decode.ts'
import type { Statements } from './sql/statements.ts'
import { isMissingTable } from './translate-error.ts'

/** The names of the migrations that a database has had, in their order; none for one that has never been used. */
export async function appliedMigrations({ all }: Pick<Statements, 'all'>): Promise<readonly string[]> {
  try {
    const rows = await all('SELECT name FROM knex_migrations ORDER BY id', [])
    return rows.map((row) => toText(row, 'name'))
  } catch (error) {
    if (isMissingTable(error)) return []
    throw error
  }
}
