import { createCache } from '../create-cache.ts'
import { parametersOf, type Statement } from '../sql/statements.ts'
import { keyOfTexts } from '../sql/text-facts.ts'
import { writtenTable } from '../sql/touched-tables.ts'
import type { SqliteConnection } from './sqlite-connection.ts'

/** How many sequences of writes are kept as programs. */
const keptPrograms = 200

/**
 * So many statements go together at most, reads as well as writes: a function of SQLite has 1,000 arguments, or as few as 127,
 * and a text is kept for each sequence.
 */
export const mostTogether = 100

/** A view has 2,000 columns at most, each of them a value. */
const mostParameters = 1_000

/** A sequence that comes once or twice is not worth one. */
const worthwhile = 3

/**
 * Sequences of writes as one statement each: a view of their parameters, and a trigger that runs them for a row inserted
 * into it. One trip to the thread of the database instead of one for each, and all of it is done or nothing.
 */
export interface WritePrograms {
  /** Runs these writes as one; `undefined` where there is no program of them. */
  run(statements: readonly Statement[]): Promise<unknown> | undefined
  /** Makes the programs that were missed often enough; outside of a transaction, with which they would be undone. */
  learn(): Promise<void>
}

interface Program {
  readonly view: string
  readonly insert: string
}

export function createWritePrograms(connection: SqliteConnection): WritePrograms {
  const programs = createCache<Program>(keptPrograms)
  const missed = createCache<number>(4 * keptPrograms)
  const wanted = new Map<string, readonly Statement[]>()
  const refused = createCache<true>(keptPrograms)
  let made = 0

  function miss(key: string, statements: readonly Statement[]): undefined {
    if (refused.has(key)) return
    const times = (missed.get(key) ?? 0) + 1
    missed.set(key, times)
    if (times >= worthwhile) wanted.set(key, statements)
  }

  async function make(key: string, statements: readonly Statement[]): Promise<void> {
    const program = toProgram(`write_${(made += 1)}_${writtenTable(statements.at(-1)?.sql ?? '')}`, statements)
    const oldest = programs.size < keptPrograms ? undefined : [...programs.rkeys()][0]
    try {
      // With the view goes its trigger.
      if (oldest !== undefined) await connection.all(`DROP VIEW temp.${programs.get(oldest)?.view ?? ''}`)
      if (oldest !== undefined) programs.delete(oldest)
      await connection.all(program.makeView)
      await connection.all(program.makeTrigger)
      programs.set(key, program)
    } catch {
      // Not everything may stand in a trigger: such a sequence is run one by one.
      refused.set(key, true)
      await connection.all(`DROP VIEW IF EXISTS temp.${program.view}`).catch(() => {})
    }
  }

  return {
    run(statements) {
      if (statements.length > mostTogether) return undefined
      const parameters = parametersOf(statements)
      if (parameters.length > mostParameters) return undefined
      const key = keyOfTexts(statements)
      const program = programs.get(key)
      if (program === undefined) return miss(key, statements)
      return connection.all(program.insert, parameters)
    },
    async learn() {
      const missing = [...wanted]
      wanted.clear()
      for (const [key, statements] of missing) await make(key, statements)
    },
  }
}

/** A `?` is never in a literal: the texts of the store are written so. */
function toProgram(view: string, statements: readonly Statement[]) {
  let count = 0
  const body = statements.map(({ sql }) => `${sql.replaceAll('?', () => `NEW.p${count++}`)};`).join('\n')
  const columns = Array.from({ length: count }, (_, place) => `p${place}`)
  return {
    view,
    insert: `INSERT INTO temp.${view} VALUES (${columns.map(() => '?').join(', ')})`,
    makeView: `CREATE TEMP VIEW ${view} AS SELECT ${columns.map((name) => `NULL AS ${name}`).join(', ')}`,
    makeTrigger: `CREATE TEMP TRIGGER ${view}_run INSTEAD OF INSERT ON ${view} BEGIN\n${body}\nEND`,
  }
}
