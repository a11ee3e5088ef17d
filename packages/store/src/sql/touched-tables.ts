import { createCache } from '../create-cache.ts'
import { tables } from '../tables/tables.ts'

/** A table, or `all`: rows of other tables may go with those that are deleted. */
type Written = string

const names = new RegExp(String.raw`\b(${Object.keys(tables).join('|')})\b`, 'g')
const target = /^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)/i

/** What is deleted of these takes rows of other tables with it: what the schema says by `ON DELETE`. */
export const deletedWithOthers: readonly string[] = [
  'api_keys',
  'client_credentials',
  'groups',
  'plans',
  'sso_connections',
  'subscriptions',
  'users',
]

const deletesOthers = new RegExp(String.raw`^\s*DELETE FROM (${deletedWithOthers.join('|')})\b`, 'i')

const namedBy = createCache<ReadonlySet<string>>(1_000)

const writtenBy = createCache<Written>(1_000)

/** The table that a statement writes. */
export function writtenTable(sql: string): Written {
  const known = writtenBy.get(sql)
  if (known !== undefined) return known
  const written = findWritten(sql)
  writtenBy.set(sql, written)
  return written
}

function findWritten(sql: string): Written {
  const name = deletesOthers.test(sql) ? undefined : target.exec(sql)?.[1]
  return name !== undefined && name in tables ? name : 'all'
}

/** Whether a read may see what a statement has written: it names the table, be it as one or otherwise. */
export function maySee(read: string, written: Written): boolean {
  if (written === 'all') return true
  let named = namedBy.get(read)
  if (named === undefined) namedBy.set(read, (named = new Set(read.match(names) ?? [])))
  return named.has(written)
}
