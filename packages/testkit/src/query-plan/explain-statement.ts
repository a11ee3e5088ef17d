/** How a statement is carried out: the lines of the database's answer to EXPLAIN. */
export type QueryPlan = readonly string[]

export interface ExplainedStatement<Parameter> {
  readonly sql: string
  readonly parameters: readonly Parameter[]
}

/** What runs SQL text on one of the two databases. */
export interface ExplainingStatements<Parameter> {
  readonly dialect: { readonly name: 'sqlite' | 'postgres' }
  all(sql: string, parameters: readonly Parameter[]): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** PostgreSQL plans a prepared statement for its values at first, and for any values after some uses. */
const words = {
  sqlite: ['EXPLAIN QUERY PLAN'],
  postgres: ['EXPLAIN (COSTS OFF)', 'EXPLAIN (COSTS OFF, GENERIC_PLAN)'],
} as const

/** Every plan that the database may have for a statement, which is not run. */
export async function explainStatement<Parameter>(
  statements: ExplainingStatements<Parameter>,
  { parameters, sql }: ExplainedStatement<Parameter>,
): Promise<readonly QueryPlan[]> {
  const plans: QueryPlan[] = []
  for (const explain of words[statements.dialect.name]) {
    const rows = await statements.all(`${explain} ${sql}`, parameters)
    plans.push(rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])))
  }
  return plans
}
