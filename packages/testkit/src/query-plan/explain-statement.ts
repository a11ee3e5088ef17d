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

let before: Promise<unknown> = Promise.resolve()

/** Every plan that the database may have for a statement, which is not run. One after another, for each has settings of its own. */
export function explainStatement<Parameter>(
  statements: ExplainingStatements<Parameter>,
  explained: ExplainedStatement<Parameter>,
): Promise<readonly QueryPlan[]> {
  const plans = before.then(() => explain(statements, explained))
  before = plans.catch(() => undefined)
  return plans
}

async function explain<Parameter>(
  statements: ExplainingStatements<Parameter>,
  explained: ExplainedStatement<Parameter>,
): Promise<readonly QueryPlan[]> {
  const { parameters, sql } = explained
  if (statements.dialect.name === 'sqlite')
    return [toPlan(await statements.all(`EXPLAIN QUERY PLAN ${sql}`, parameters))]
  const own = toPlan(await statements.all(`EXPLAIN (COSTS OFF) ${sql}`, parameters))
  return [own, await explainForAny(statements, explained)]
}

/**
 * PostgreSQL plans a prepared statement for its values at first, and for any values after some uses. That plan it shows of what
 * was prepared by name: with values beside it, `GENERIC_PLAN` is one for these. Of tables as small as those of a test it
 * would read some whole then, so that it is asked for what an index can do. All of it is asked at once, of one connection.
 */
async function explainForAny<Parameter>(
  statements: ExplainingStatements<Parameter>,
  { parameters, sql }: ExplainedStatement<Parameter>,
): Promise<QueryPlan> {
  const values = parameters.length === 0 ? '' : `(${parameters.map(() => 'NULL').join(', ')})`
  const run = (text: string) => statements.all(text, [])
  const [, , , , rows] = await Promise.all([
    run(`PREPARE explained AS ${sql}`),
    run(`SELECT set_config('explain.seqscan', current_setting('enable_seqscan'), false)`),
    run('SET enable_seqscan = off'),
    run('SET plan_cache_mode = force_generic_plan'),
    run(`EXPLAIN (COSTS OFF) EXECUTE explained${values}`),
    run('RESET plan_cache_mode'),
    run(`SELECT set_config('enable_seqscan', current_setting('explain.seqscan'), false)`),
    run('DEALLOCATE explained'),
  ])
  return toPlan(rows)
}

function toPlan(rows: readonly Readonly<Record<string, unknown>>[]): QueryPlan {
  return rows.map((row) => String(row['detail'] ?? row['QUERY PLAN']))
}
