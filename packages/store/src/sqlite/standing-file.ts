import { realpathSync, statSync } from 'node:fs'

import { StoreError } from '@rolecall/core/store-error'

/** Throws StoreError where a file of the database stands no more where it was opened. */
export type RequireFile = () => void

/** What SQLite keeps in the folder: the file, the log of what was written last, and the index that all who open it share. */
const suffixes = ['', '-wal', '-shm'] as const

/**
 * Knows the files of an open database again: one that is moved, removed or replaced goes on taking writes, which nobody finds
 * any more once it is closed. A look costs microseconds. The log and the index are known from when they are seen first; as
 * long as the database is open nobody but its user takes them away.
 */
export function standingFile(path: string): RequireFile {
  const place = realpathSync(path)
  const known = new Map<string, string>()
  const look = (file: string): void => {
    const found = identityOf(file)
    const before = known.get(file)
    if (before === undefined && found !== undefined) known.set(file, found)
    else if (before !== found) throw strayedFile(file, found === undefined)
  }
  const requireFile = (): void => {
    for (const suffix of suffixes) look(suffix === '' ? path : place + suffix)
  }
  requireFile()
  return requireFile
}

/** Never by opening it: to close it again would give up the locks that SQLite has on it in this process (POSIX). */
function identityOf(file: string): string | undefined {
  try {
    const { dev, ino } = statSync(file, { bigint: true })
    return `${dev} ${ino}`
  } catch {
    // Not there, or not to be reached any more: the volume is gone.
    return undefined
  }
}

function strayedFile(file: string, isGone: boolean): StoreError {
  return new StoreError(
    'unavailable',
    `${file} ${isGone ? 'was moved or removed' : 'is another file than the one that was opened'} while the database is served: what is ` +
      'written now would be lost. Where it was moved, move it back. Else, before the server is stopped, copy what it still has open ' +
      '(Linux: /proc/PID/fd, the file and its -wal), or bring back the last backup: rolecall restore FILE --replace',
    { reason: 'moved' },
  )
}
