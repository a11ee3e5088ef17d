import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'
import { createStore } from '@rolecall/store/create-store'
import { openSqliteConnection, openSqliteReader } from '@rolecall/store/sqlite/sqlite-connection'
import { openSqliteReaders } from '@rolecall/store/sqlite/sqlite-readers'
import { runSqliteSnapshot } from '@rolecall/store/sqlite/sqlite-snapshot'
import { createSqliteWriter, type SqliteWriter } from '@rolecall/store/sqlite/sqlite-writer'
import { writeBeside } from '@rolecall/store/sqlite/write-beside'

/** A store on a file that prepares every write beside the writer, as if each were long. */
export interface BesideStore {
  readonly store: Store
  /** What was read with the writer held since the last call, by those who prepare. */
  readonly readsWithWriter: () => readonly string[]
}

export async function openBesideStore(path: string): Promise<BesideStore> {
  let reads: string[] = []
  const writer = createSqliteWriter(await openSqliteConnection(path))
  const readers = await openSqliteReaders(path, 2)
  const noted: Pick<SqliteWriter, 'run'> = {
    run: (work) =>
      writer.run((statements) =>
        work({
          ...statements,
          all(sql, parameters, of) {
            reads.push(sql)
            return statements.all(sql, parameters, of)
          },
        }),
      ),
  }
  const backend = {
    readers,
    run: writer.run,
    runWrite: <T>(_: string, work: Parameters<typeof writer.run<T>>[0]) =>
      writeBeside(noted, () => openSqliteReader(path), work),
    runSnapshot: <T>(work: Parameters<typeof runSqliteSnapshot<T>>[1]) => runSqliteSnapshot(path, work),
    requireFile: () => {},
    async close() {
      await readers.close()
      await writer.close()
    },
  }
  return {
    store: createStore(backend, standardResourceTypes),
    readsWithWriter() {
      const since = reads
      reads = []
      return since
    },
  }
}
