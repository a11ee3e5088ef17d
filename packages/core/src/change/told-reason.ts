import { StoreError } from '../store-error.ts'

/** Why something could not be made, as whoever asked for it may read it: of the database nobody is told more than that. */
export function toldReason(error: unknown): string {
  if (error instanceof StoreError) return 'the database was busy or not available; try again'
  return error instanceof Error ? error.message : String(error)
}
