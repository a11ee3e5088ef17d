import type { TableName } from '../tables/tables.ts'
import type { SqlDialect } from '../sql/sql-dialect.ts'
import type { WritingStatements } from '../sql/statements.ts'
import { deleteJob } from '@rolecall/core/directory/job'

import { toText } from '../decode.ts'
import type { RowOf } from '../tables/row-of.ts'
import { dropAccounts } from './drop-accounts.ts'

/** Every table that has rows of organizations, those that refer to others before these. */
export const erasedTables = [
  'sessions',
  'access_tokens',
  'used_assertions',
  'client_credentials',
  'oauth_clients',
  'api_keys',
  'deliveries',
  'subscriptions',
  'sign_ins',
  'used_once',
  'identities',
  'sso_connections',
  'async_requests',
  'plan_lines',
  'plans',
  'notices',
  'holds',
  'revocations',
  'group_findings',
  'bindings',
  'grants',
  'assignments',
  'unique_values',
  'user_emails',
  'group_members',
  'groups',
  'users',
  'teams',
  'team_roles',
  'mapping_versions',
  'verifications',
  'daily_counts',
  'request_log',
  'request_counts',
  'events',
] as const satisfies readonly TableName[]

/** What is done one after another: a table, the jobs, the feed, and at last the organization itself. */
type Step = (statements: WritingStatements, organizationId: string, rows: number) => Promise<number>

const steps: readonly Step[] = [
  eraseJobs,
  ...erasedTables.map((table) => (table === 'users' ? eraseUsers : eraseFrom(table))),
  leaveFeed,
]

/** Takes away at most so many rows, and answers where to go on; `null` where nothing is left. */
export async function eraseSome(
  statements: WritingStatements,
  organizationId: string,
  from: number,
  rows: number,
): Promise<number | null> {
  for (let step = from; step < steps.length; step++) {
    const erased = await (steps[step] as Step)(statements, organizationId, rows)
    // Another process may be at the same rows: only what has none is done.
    if (erased > 0) return step
  }
  for (const table of ['feed_heads', 'jobs'])
    await statements.write(`DELETE FROM ${table} WHERE organization_id = ?`, [organizationId])
  await statements.write('DELETE FROM organizations WHERE id = ? AND deleted_at IS NOT NULL', [organizationId])
  return null
}

/** The address of a row, in the words of each database. */
function placeOf({ name }: SqlDialect): 'ctid' | 'rowid' {
  return name === 'postgres' ? 'ctid' : 'rowid'
}

function eraseFrom(table: TableName, condition = ''): Step {
  return async (statements, organizationId, rows) =>
    (await deleteSome(statements, { table, condition, answered: 'organization_id' }, [organizationId, rows])).length
}

/** With the accounts that nobody has then. */
async function eraseUsers(statements: WritingStatements, organizationId: string, rows: number): Promise<number> {
  const users = await deleteSome(statements, { table: 'users', answered: 'account_id' }, [organizationId, rows])
  const ids = users.map((row) => toText(row as RowOf<'users', 'account_id'>, 'account_id'))
  if (ids.length > 0) await dropAccounts(statements, ids)
  return ids.length
}

function deleteSome(
  statements: WritingStatements,
  {
    answered,
    condition = '',
    table,
  }: { readonly table: TableName; readonly answered: string; readonly condition?: string },
  values: readonly [organizationId: string, rows: number],
) {
  const place = placeOf(statements.dialect)
  const some = `SELECT ${place} FROM ${table} WHERE organization_id = ? ${condition} LIMIT ?`
  const chosen = statements.dialect.name === 'postgres' ? `= ANY(ARRAY(${some}))` : `IN (${some})`
  return statements.write(`DELETE FROM ${table} WHERE ${place} ${chosen} RETURNING ${answered}`, [...values])
}

/** All but the one that does this. */
function eraseJobs(statements: WritingStatements, organizationId: string, rows: number): Promise<number> {
  return eraseFrom('jobs', `AND kind <> '${deleteJob}'`)(statements, organizationId, rows)
}

/** Positions stay, for the cursors that stand there. */
async function leaveFeed(statements: WritingStatements, organizationId: string, rows: number): Promise<number> {
  const left = await statements.write(
    `UPDATE feed_entries SET organization_id = NULL WHERE position IN
     (SELECT position FROM feed_entries WHERE organization_id = ? LIMIT ?) RETURNING position`,
    [organizationId, rows],
  )
  return left.length
}
