import { StoreError } from '@rolecall/core/store-error'

/** A key or a unique index: `taken` says whether another row has the values. */
export function requireUnique(taken: boolean, columns: string): void {
  if (taken) throw new StoreError('conflict', `UNIQUE constraint failed: ${columns}`)
}

/** A foreign key: `found` is the row that is referred to. */
export function requireFound(found: unknown, columns: string): void {
  if (found === undefined || found === false)
    throw new StoreError('conflict', `FOREIGN KEY constraint failed: ${columns}`)
}
