import { StoreError } from '@rolecall/core/store-error'

import { isDamaged } from '../translate-error.ts'
import { damagedFile } from './damaged-file.ts'
import { openSqliteReader } from './sqlite-connection.ts'

/**
 * Looks at every page of a SQLite file, for so many milliseconds at most: it takes a second for 150 to 500 MB. Answers
 * whether all pages were looked at in that time. Throws StoreError for a file that is damaged.
 */
export async function quickCheck(path: string, patience: number): Promise<boolean> {
  const connection = await openSqliteReader(path)
  const end = performance.now() + patience
  // Again and again: the first may come before the statement has begun.
  const timer = setInterval(() => performance.now() > end && connection.interrupt(), 10)
  try {
    const rows = await connection.all('PRAGMA quick_check(3)')
    const faults = rows.flatMap((row) => String(Object.values(row)[0]).split('\n')).filter(isFault)
    if (faults.length > 0) throw damagedFile(path, faults.join('; '))
    return true
  } catch (error) {
    if (isInterrupted(error)) return false
    if (isDamaged(error)) throw damagedFile(path, error instanceof Error ? error.message : String(error))
    throw error
  } finally {
    clearInterval(timer)
    await connection.close()
  }
}

/** Neither that all is well, nor the heading of what follows. */
function isFault(line: string): boolean {
  return line !== 'ok' && !line.startsWith('***')
}

function isInterrupted(error: unknown): boolean {
  return error instanceof StoreError && error.cause instanceof Error && error.cause.message.includes('SQLITE_INTERRUPT')
}
