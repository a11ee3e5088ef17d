import type { Statement } from '../sql/statements.ts'
import { factsOf } from '../sql/text-facts.ts'
import { canGoTogether, readTogether } from './read-together.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { mostTogether, type WritePrograms } from './write-programs.ts'

/** Runs statements one after another: reads that follow one another go together, and so do writes of which there is a program. */
export async function runInOrder(
  connection: SqliteConnection,
  statements: readonly Statement[],
  programs?: WritePrograms,
): Promise<readonly object[][]> {
  const rows: object[][] = []
  while (rows.length < statements.length) {
    const rest = statements.slice(rows.length, rows.length + mostTogether)
    const reads = beginning(rest, canGoTogether)
    const writes = programs === undefined ? [] : beginning(rest, isPlainWrite)
    if (reads.length > 1) rows.push(...(await readTogether(connection, reads)))
    else if (writes.length > 1) rows.push(...(await runWrites(connection, writes, programs)))
    else rows.push(await runOne(connection, rest[0] as Statement))
  }
  return rows
}

async function runWrites(
  connection: SqliteConnection,
  statements: readonly Statement[],
  programs: WritePrograms | undefined,
): Promise<object[][]> {
  const program = programs?.run(statements)
  if (program !== undefined) await program
  else for (const statement of statements) await runOne(connection, statement)
  return statements.map(() => [])
}

function runOne(connection: SqliteConnection, { parameters, sql }: Statement): Promise<object[]> {
  return connection.all(sql, parameters)
}

/** The statements that come before the first one of another kind. */
function beginning(statements: readonly Statement[], isSuch: (statement: Statement) => boolean): readonly Statement[] {
  const end = statements.findIndex((statement) => !isSuch(statement))
  return end === -1 ? statements : statements.slice(0, end)
}

/** Whether it writes, and answers nothing. */
function isPlainWrite({ sql }: Statement): boolean {
  const { isRead, isReturning } = factsOf(sql)
  return !isRead && !isReturning
}
