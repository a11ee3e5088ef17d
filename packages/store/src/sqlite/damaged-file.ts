import { StoreError } from '@rolecall/core/store-error'

/** A file that can't be relied on, with what to do next. */
export function damagedFile(path: string, fault: string): StoreError {
  return new StoreError(
    'unavailable',
    `This file is damaged: ${path} (${fault}). Stop the server, keep a copy of the file and of the -wal beside it, ` +
      'and bring back the last backup: rolecall restore FILE --replace. Then look for the reason: the disk, or the space on it.',
  )
}
