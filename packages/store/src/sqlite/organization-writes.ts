import { membersOfStatement } from '../noun/member-rows.ts'
import type { RunOrganizationWrite } from '../noun/organizations.ts'
import type { RunStatement, WritingStatements } from '../sql/statements.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import type { SqliteWriter } from './sqlite-writer.ts'
import { writeBeside } from './write-beside.ts'

/** The writes of organizations to one file. */
export interface OrganizationWrites {
  run: RunOrganizationWrite
  /** Waits for those that have begun, but for what the writer has in its queue already. */
  end(): Promise<void>
}

/**
 * All go to the one writer. One that turns out long, of those that may, is undone and prepared beside it, so that other
 * organizations go on; those of its own wait, for their writes are serial. One is prepared at a time: what it keeps is large.
 */
export function createOrganizationWrites(
  writer: Pick<SqliteWriter, 'run'>,
  openReader: () => Promise<SqliteConnection>,
): OrganizationWrites {
  /** The long write that is under way, until it has ended. */
  let long: { readonly organizationId: string; readonly ended: Promise<unknown> } | undefined
  let last: Promise<unknown> = Promise.resolve()
  const underWay = new Set<Promise<unknown>>()

  async function standBehindLong(organizationId: string): Promise<void> {
    if (long?.organizationId !== organizationId) return
    await long.ended
    await standBehindLong(organizationId)
  }

  async function runLong<T>(organizationId: string, work: (statements: WritingStatements) => Promise<T>): Promise<T> {
    const written = writeLong(work)
    long = { organizationId, ended: Promise.allSettled([written]) }
    try {
      return await written
    } finally {
      long = undefined
    }
  }

  async function writeLong<T>(work: (statements: WritingStatements) => Promise<T>): Promise<T> {
    // Those of its own that were there before have been committed when one more has.
    await writer.run(async () => {})
    return writeBeside(writer, openReader, work)
  }

  function runNext<T>(run: () => Promise<T>): Promise<T> {
    const next = last.then(run)
    last = Promise.allSettled([next])
    return next
  }

  async function runInTurn<T>(
    organizationId: string,
    work: (statements: WritingStatements) => Promise<T>,
    mayBeLong: boolean,
  ): Promise<T> {
    await standBehindLong(organizationId)
    if (!mayBeLong) return writer.run(work)
    // Not told by what the work throws: a hook whose read is too long may hide it, or count it as a failure of its own.
    let isLong = false
    try {
      return await writer.run(async (statements) => {
        const value = await work(unlessLong(statements, () => (isLong = true)))
        if (isLong) throw new TooLong()
        return value
      })
    } catch (error) {
      if (!isLong) throw error
    }
    return runNext(() => runLong(organizationId, work))
  }

  return {
    run(organizationId, work, { mayBeLong = false } = {}) {
      if (!mayBeLong && long?.organizationId !== organizationId) return writer.run(work)
      const written = runInTurn(organizationId, work, mayBeLong).finally(() => underWay.delete(written))
      underWay.add(written)
      return written
    },
    async end() {
      await Promise.allSettled(underWay)
    },
  }
}

/** Undoes a write that reads too much, to have it prepared elsewhere. */
class TooLong extends Error {
  override readonly name = 'TooLong'
}

/** So many rows at once are read for what is long. */
const manyRows = membersOfStatement

function unlessLong(statements: WritingStatements, noteLong: () => void): WritingStatements {
  const all: RunStatement = async (sql, parameters, of) => {
    const rows = await statements.all(sql, parameters, of)
    if (rows.length < manyRows) return rows as never[]
    noteLong()
    throw new TooLong()
  }
  const { dialect, sent, write } = statements
  return { dialect, all, write, sent }
}
