import { toNumber } from './decode.ts'
import type { Sql } from './filter/sql.ts'
import type { Statements } from './sql/statements.ts'

/** How many rows there are `FROM … WHERE …`. */
export async function countResources(statements: Statements, { parameters, text }: Sql): Promise<number> {
  const [row] = await statements.all(`SELECT COUNT(*) AS total ${text}`, parameters)
  return toNumber(row ?? {}, 'total')
}
