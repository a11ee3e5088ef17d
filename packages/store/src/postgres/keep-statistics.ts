import type { Parameter } from '../sql/parameter.ts'
import { tables } from '../tables/tables.ts'

/** Runs a statement beside all others. */
export type RunBeside = (sql: string, parameters: readonly Parameter[]) => Promise<readonly object[]>

/** Told of each commit and the milliseconds it took; answers when what it has begun is done, so that a close can wait for it. */
export type NoteCommit = (took: number) => Promise<void> | undefined

/** From so many commits on a table may be worth a look; then when there are twice as many, and at least after each thousand. */
const firstCommits = 32
const mostCommits = 1_000
/** Others commit seldom. */
const longestMs = 10_000
/** What takes so long may have written much. */
const longMs = 250
const longestAfterLongMs = 1_000

/**
 * PostgreSQL plans a statement by what it knows of a table, and keeps that plan on each connection until it knows more. Of a new
 * or a restored database it knows nothing until its own autovacuum comes round, after a minute by default: of an
 * organization that fills it meanwhile each look-up reads everybody, because an index of a part is taken for a small one.
 * So a table that has doubled since it was analysed, or never was, is analysed now.
 */
export function keepStatistics(run: RunBeside, now: () => number = () => performance.now()): NoteCommit {
  let commits = 0
  let next = firstCommits
  let lookedAt = now()
  let looking = false
  let wasLong = false

  async function look(): Promise<void> {
    try {
      const grown = (await run(grownTables, [Object.keys(tables)])) as readonly { readonly name: string }[]
      if (grown.length > 0) await run(`ANALYZE (SKIP_LOCKED) ${grown.map(({ name }) => name).join(', ')}`, [])
    } catch {
      // Nothing depends on it: whoever may not do so, or has lost the connection, is where it was.
    } finally {
      looking = false
    }
  }

  return (took) => {
    commits += 1
    wasLong ||= took >= longMs
    if (looking || (commits < next && now() - lookedAt < (wasLong ? longestAfterLongMs : longestMs))) return undefined
    wasLong = false
    next = commits + Math.min(Math.max(commits, firstCommits), mostCommits)
    lookedAt = now()
    looking = true
    return look()
  }
}

/** By the pages of the file, which are true at once and after any restore. Nothing is planned otherwise for less than eight. */
const grownTables = `SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid IN (SELECT to_regclass(quote_ident(name)) FROM unnest($1::text[]) AS ours(name))
    AND pg_relation_size(c.oid) / current_setting('block_size')::bigint >= 8 + 2 * c.relpages`
