import { rename } from 'node:fs/promises'

import { copyDatabase, removeDatabase } from './sqlite/copy-database.ts'
import type { DatabaseContents } from './sqlite/database-contents.ts'
import { flushFolder } from './sqlite/flush-folder.ts'

/**
 * Copies a SQLite database while it is served. The file has its name only when it is whole, checked and on disk. Answers
 * what is in the copy. Throws StoreError.
 */
export async function backUpSqlite(path: string, target: string): Promise<DatabaseContents> {
  const partial = `${target}.partial`
  try {
    const contents = await copyDatabase(path, partial)
    await rename(partial, target)
    await flushFolder(target)
    return contents
  } finally {
    await removeDatabase(partial)
  }
}
