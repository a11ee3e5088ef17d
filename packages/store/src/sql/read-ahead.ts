import type { Parameter } from './parameter.ts'
import type {
  Row,
  RowsOfTables,
  RunStatement,
  Statement,
  Statements,
  WriteStatement,
  WritingStatements,
} from './statements.ts'
import { factsOf } from './text-facts.ts'
import { maySee, writtenTable } from './touched-tables.ts'

/** What `ask` would read first of all: it is noted, and never answered. */
export function noteReads(
  { dialect }: Pick<Statements, 'dialect'>,
  ask: (statements: Statements) => void,
): readonly Statement[] {
  const noted: Statement[] = []
  ask({
    dialect,
    all(sql, parameters) {
      noted.push({ sql, parameters })
      return new Promise(() => {})
    },
  })
  return noted
}

type Made = readonly (readonly [read: Statement, rows: Promise<object[]>])[]

/** Sends the reads at once, so that they go by the trip of what is asked next. A failure is told to whoever asks for one. */
export function makeReads(statements: Statements, reads: readonly Statement[]): Made {
  return reads.map((read) => {
    const rows = statements.all(read.sql, read.parameters)
    rows.catch(() => {})
    return [read, rows]
  })
}

/** Statements of which some have been made: whoever asks for one of these, with the same values, has its rows. */
export function withMade(statements: Statements, made: Made): Statements {
  const known = new Map(made.map(([read, rows]) => [keyOf(read), rows]))
  return {
    dialect: statements.dialect,
    all<R extends object = Row>(sql: string, parameters: readonly Parameter[]) {
      const rows = known.get(keyOf({ sql, parameters }))
      return rows === undefined ? statements.all<R>(sql, parameters) : (rows as Promise<R[]>)
    },
  }
}

/**
 * The statements of a transaction in which reads were made before they are asked for: who asks for one of them, with the same
 * values, has its rows without a trip, as long as nothing was written that it might see.
 */
export function withReadsMade(statements: WritingStatements, made: Made): WritingStatements {
  if (made.length === 0) return statements
  const known = new Map(made.map(([read, rows]) => [keyOf(read), { read, rows }]))

  function forget(sql: string): void {
    const written = writtenTable(sql)
    for (const [key, { read }] of known) if (maySee(read.sql, written)) known.delete(key)
  }

  const all: RunStatement = <R extends object = Row>(
    sql: string,
    parameters: readonly Parameter[],
    of?: RowsOfTables,
  ) => {
    const found = known.size === 0 ? undefined : known.get(keyOf({ sql, parameters }))
    return found === undefined ? statements.all<R>(sql, parameters, of) : (found.rows as Promise<R[]>)
  }
  const write: WriteStatement = (sql, parameters, keys) => {
    if (known.size > 0) forget(sql)
    return statements.write(sql, parameters, keys)
  }
  return { dialect: statements.dialect, all, write, sent: statements.sent }
}

function keyOf({ parameters, sql }: Statement): string {
  return `${factsOf(sql).id} ${JSON.stringify(parameters)}`
}
