import { StoreError } from '@rolecall/core/store-error'

/** Codes after which the same transaction may succeed: another writer came first. */
const conflicts = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', 'SQLITE_CONSTRAINT', '23505', '23503', '40001', '40P01', '55P03'])

const postgresCode = /^[0-9A-Z]{5}$/

/** Errors of the drivers as `StoreError`; anything else, such as an error of the work itself, as it is. */
export function translateError(error: unknown): unknown {
  const code = codeOf(error)
  if (code === undefined || !(error instanceof Error)) return error
  const kind = conflicts.has(code) ? 'conflict' : 'unavailable'
  return new StoreError(kind, `the database answered ${code}: ${error.message}`, { cause: error })
}

/** Whether the transaction may be tried again as it is. */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01'
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  const { code } = error
  if (typeof code !== 'string') return undefined
  const known = code.startsWith('SQLITE_') || postgresCode.test(code) || code.startsWith('ECONN') || code === 'ENOTFOUND'
  return known ? code : undefined
}
