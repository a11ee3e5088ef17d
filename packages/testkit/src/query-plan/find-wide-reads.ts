import type { QueryPlan } from './explain-statement.ts'

/** A whole table: of SQLite `SCAN r`. Lists that came as parameters are no table. */
const scan = /^\s*SCAN (?!.* VIRTUAL TABLE|(\d+ )?CONSTANT|(mine|each)$)|Seq Scan on/

/** Everything that an organization has: of SQLite `SEARCH r USING INDEX i (organization_id=?)`. */
const organization = /\(organization_id=\?\)|Index Cond: \(+organization_id = [^()]*\)+$/

/** The lines of a plan that read a whole table, or all that an organization has in one. */
export function findWideReads(plan: QueryPlan): readonly string[] {
  return plan.filter((line) => scan.test(line) || organization.test(line)).map((line) => line.trim())
}
