import type { RunTrip, Statement, WritingStatements } from '../sql/statements.ts'
import { runWork } from '../sql/run-work.ts'
import { factsOf } from '../sql/text-facts.ts'
import { isOvertaken } from '../translate-error.ts'
import { runInOrder } from './run-in-order.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import type { SqliteWriter } from './sqlite-writer.ts'

type Work<T> = (statements: WritingStatements) => Promise<T>

/** Characters that a write may keep while it is prepared: what two hundred thousand members say. */
const keptBeside = 64 * 1_024 * 1_024

/**
 * Runs the work of a long write beside the one writer of a file: it reads one state on a connection of its own, and what it
 * writes is kept. The writer is taken for what was written, at the end, or from the first read on that has to see some of it.
 * Nobody else may write for the organization meanwhile; where another process does, all of it is done again by the writer.
 */
export async function writeBeside<T>(
  writer: Pick<SqliteWriter, 'run'>,
  openReader: () => Promise<SqliteConnection>,
  work: Work<T>,
): Promise<T> {
  const reader = await openState(openReader)
  // As many connections as the process may have, or as the machine has memory for: the writer has its own.
  if (reader === undefined) return writer.run(work)
  try {
    return await runBeside(writer, reader, work)
  } catch (error) {
    if (error instanceof DoneBefore || isOvertaken(error)) return writer.run(work)
    throw error
  }
}

/** A connection that reads one state, and has begun to: the file is opened by the first read. */
async function openState(openReader: () => Promise<SqliteConnection>): Promise<SqliteConnection | undefined> {
  const reader = await openReader().catch(() => undefined)
  try {
    await reader?.all('BEGIN')
    await reader?.all('SELECT 1 FROM sqlite_schema LIMIT 1')
    return reader
  } catch {
    await reader?.close()
    return undefined
  }
}

/** The writer would do again what it can't: most of the work was done elsewhere. */
class DoneBefore extends Error {
  override readonly name = 'DoneBefore'
}

async function runBeside<T>(writer: Pick<SqliteWriter, 'run'>, reader: SqliteConnection, work: Work<T>): Promise<T> {
  const turn = createTurn(writer, reader)
  const run: RunTrip = async (statements) =>
    !turn.isTaken() && statements.every(({ sql }) => factsOf(sql).isRead)
      ? runInOrder(reader, statements)
      : turn.run(statements)
  try {
    const { rest, value } = await runWork(sqliteDialect, run, work, keptBeside)
    if (rest.length > 0) await turn.run(rest)
    await turn.end()
    return value
  } catch (error) {
    await turn.end(error)
    throw error
  }
}

/** The turn at the writer: taken when it is needed, and kept until all is done. */
interface Turn {
  isTaken(): boolean
  run: RunTrip
  /** Resolves after the commit; with a reason, all is undone. Throws what the writer says of it, who knows when none can be begun. */
  end(reason?: unknown): Promise<void>
}

function createTurn(writer: Pick<SqliteWriter, 'run'>, reader: SqliteConnection): Turn {
  let taken: Promise<WritingStatements> | undefined
  let done: Promise<void> = Promise.resolve()
  let keep: () => void = () => {}
  let undo: (error: unknown) => void = () => {}

  function take(): Promise<WritingStatements> {
    const ended = new Promise<void>((resolve, reject) => {
      keep = resolve
      undo = reject
    })
    // Where it fails before its turn has come nobody waits for it.
    ended.catch(() => {})
    return new Promise((resolve, reject) => {
      let begun = false
      const hold: Work<void> = (statements) => {
        if (begun) return Promise.reject(new DoneBefore())
        begun = true
        resolve(statements)
        return ended
      }
      // What is read beside would keep the log of the file from being written back.
      done = reader.close().then(() => writer.run(hold))
      done.catch(reject)
    })
  }

  return {
    isTaken: () => taken !== undefined,
    async run(statements) {
      const { all, write } = await (taken ??= take())
      return Promise.all(statements.map((statement) => send(statement, all, write)))
    },
    async end(reason) {
      if (taken === undefined) return reader.close()
      if (reason === undefined) keep()
      else undo(reason)
      await done
    },
  }
}

function send(
  { parameters, sql }: Statement,
  all: WritingStatements['all'],
  write: WritingStatements['write'],
): Promise<object[]> {
  return factsOf(sql).isRead ? all(sql, parameters) : write(sql, parameters)
}
