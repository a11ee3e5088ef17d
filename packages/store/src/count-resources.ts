import type { Knex } from 'knex'

import { toNumber } from './decode.ts'
import { runQuery } from './sql/run-query.ts'
import type { Statements } from './sql/statements.ts'

/** How many rows a select over resources has. */
export async function countResources(statements: Statements, resources: Knex.QueryBuilder): Promise<number> {
  const [row] = await runQuery(statements, resources.clone().count({ total: '*' }))
  return toNumber(row ?? {}, 'total')
}
