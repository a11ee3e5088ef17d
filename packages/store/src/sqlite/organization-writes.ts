import { membersOfStatement } from '../noun/member-rows.ts'
import type { RunOrganizationWrite } from '../noun/organizations.ts'
import type { RunStatement, WritingStatements } from '../sql/statements.ts'
import type { SqliteConnection } from './sqlite-connection.ts'
import type { SqliteWriter } from './sqlite-writer.ts'
import { writeBeside } from './write-beside.ts'

/** The writes of organizations to one file. */
export interface OrganizationWrites {
  run: RunOrganizationWrite
  /** Waits for those that are prepared beside the writer. */
  end(): Promise<void>
}

/**
 * All go to the one writer. One that turns out long, of those that may, is undone and prepared beside it, so that other
 * organizations go on; those of its own wait, for their writes are serial.
 */
export function createOrganizationWrites(
  writer: Pick<SqliteWriter, 'run'>,
  openReader: () => Promise<SqliteConnection>,
): OrganizationWrites {
  /** Organizations of which a long write is under way, each until that has ended. */
  const long = new Map<string, Promise<unknown>>()

  async function runLong<T>(organizationId: string, work: (statements: WritingStatements) => Promise<T>): Promise<T> {
    while (long.has(organizationId)) await long.get(organizationId)
    const written = writeLong(work)
    const ended = Promise.allSettled([written])
    long.set(organizationId, ended)
    try {
      return await written
    } finally {
      long.delete(organizationId)
    }
  }

  async function writeLong<T>(work: (statements: WritingStatements) => Promise<T>): Promise<T> {
    // Those of its own that were there before have been committed when one more has.
    await writer.run(async () => {})
    return writeBeside(writer, openReader, work)
  }

  return {
    async run(organizationId, work, { mayBeLong = false } = {}) {
      while (long.has(organizationId)) await long.get(organizationId)
      if (!mayBeLong) return writer.run(work)
      try {
        return await writer.run((statements) => work(unlessLong(statements)))
      } catch (error) {
        if (!(error instanceof TooLong)) throw error
      }
      return runLong(organizationId, work)
    },
    async end() {
      await Promise.all(long.values())
    },
  }
}

/** Thrown by what is read for a write, to have it prepared elsewhere. */
class TooLong extends Error {
  override readonly name = 'TooLong'
}

/** So many rows at once are read for what is long. */
const manyRows = membersOfStatement

function unlessLong({ all: readAll, dialect, write }: WritingStatements): WritingStatements {
  const all: RunStatement = async (sql, parameters) => {
    const rows = await readAll(sql, parameters)
    if (rows.length >= manyRows) throw new TooLong()
    return rows as never[]
  }
  return { dialect, all, write }
}
