/** How a statement is carried out: the lines of the database's answer to EXPLAIN. */
export type QueryPlan = readonly string[]

export interface ExplainedStatement<Parameter> {
  readonly sql: string
  readonly parameters: readonly Parameter[]
}

/** What runs SQL text on one of the two databases; of PostgreSQL on one connection. */
export interface ExplainingStatements<Parameter> {
  readonly dialect: { readonly name: 'sqlite' | 'postgres' }
  all(sql: string, parameters: readonly Parameter[]): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** Every plan that the database may have for a statement, which is not run. */
export async function explainStatement<Parameter>(
  statements: ExplainingStatements<Parameter>,
  explained: ExplainedStatement<Parameter>,
): Promise<readonly QueryPlan[]> {
  const { parameters, sql } = explained
  if (statements.dialect.name === 'sqlite')
    return [toPlan(await statements.all(`EXPLAIN QUERY PLAN ${sql}`, parameters))]
  const own = toPlan(await statements.all(`EXPLAIN (COSTS OFF) ${sql}`, parameters))
  return [own, await explainForAny(statements, explained)]
}

let prepared = 0

/**
 * PostgreSQL plans a prepared statement for its values at first, and for any values after some uses. That plan it shows of what
 * was prepared by name: with values beside it, `GENERIC_PLAN` is one for these. Of tables as small as those of a test it
 * would read some whole then, so that it is asked for what an index can do.
 */
async function explainForAny<Parameter>(
  statements: ExplainingStatements<Parameter>,
  { parameters, sql }: ExplainedStatement<Parameter>,
): Promise<QueryPlan> {
  const name = `explained_${(prepared += 1)}`
  const settings = { plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' }
  const [before] = await statements.all(`SELECT current_setting('enable_seqscan') AS enable_seqscan`, [])
  await statements.all(`PREPARE ${name} AS ${sql}`, [])
  for (const [setting, value] of Object.entries(settings)) await statements.all(`SET ${setting} = ${value}`, [])
  const values = parameters.length === 0 ? '' : `(${parameters.map(() => 'NULL').join(', ')})`
  const rows = await statements.all(`EXPLAIN (COSTS OFF) EXECUTE ${name}${values}`, [])
  await statements.all('RESET plan_cache_mode', [])
  await statements.all(`SET enable_seqscan = ${String(before?.['enable_seqscan'])}`, [])
  await statements.all(`DEALLOCATE ${name}`, [])
  return toPlan(rows)
}

function toPlan(rows: readonly Readonly<Record<string, unknown>>[]): QueryPlan {
  return rows.map((row) => String(row['detail'] ?? row['QUERY PLAN']))
}
