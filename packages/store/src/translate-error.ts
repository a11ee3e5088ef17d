import { StoreError, type StoreReason } from '@rolecall/core/store-error'

/** Codes after which the same transaction may succeed: another writer came first. */
const conflicts = new Set([
  'SQLITE_BUSY',
  'SQLITE_LOCKED',
  'SQLITE_CONSTRAINT',
  '23505',
  '23503',
  '40001',
  '40P01',
  '55P03',
])

/** Codes that say that a statement or a value of it is wrong: nothing that a client could wait for. */
const mistakes = /^(SQLITE_(ERROR|MISUSE|RANGE|MISMATCH|TOOBIG)|(0A|21|22|42(?!501)|54).{3}|23502|23514)$/

/** For which SQLite has one code with values that are taken. */
const wrongValue = /^SQLITE_CONSTRAINT: (NOT NULL|CHECK) /

const known = /^(SQLITE_[A-Z]+|[0-9A-Z]{5}|E(CONN[A-Z]+|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN|PIPE|TIMEDOUT))$/

/** What the operator of the database has to do something about, and a client is told. */
const reasons: Readonly<Record<string, StoreReason>> = {
  '25006': 'read-only',
  SQLITE_READONLY: 'read-only',
  '57014': 'too-slow',
  '42501': 'no-right',
  '53100': 'full',
  SQLITE_FULL: 'full',
}

/** What the drivers say without a code. */
const connectionLost = /connection terminated|not queryable|timeout exceeded when trying to connect/i

/** Errors of the drivers as `StoreError`; anything else, such as an error of the work itself, as it is. */
export function translateError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = codeOf(error)
  if (code === undefined && !connectionLost.test(error.message)) return error
  if (code !== undefined && (mistakes.test(code) || wrongValue.test(error.message))) return error
  const kind = code !== undefined && conflicts.has(code) ? 'conflict' : 'unavailable'
  const reason = reasons[code ?? '']
  return new StoreError(kind, `the database answered ${code ?? 'nothing'}: ${error.message}`, { cause: error, reason })
}

/** Whether the transaction may be tried again as it is. */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error)
  return code === '40001' || code === '40P01' || lacksAccount(error)
}

/** Whether a user was to have an account that another organization has made under another id meanwhile. */
function lacksAccount(error: unknown): boolean {
  return codeOf(error) === '23503' && error instanceof Error && error.message.includes('"users_account_id_fkey"')
}

/** Whether another process has written to a SQLite file since it was read: the revision, or an account, is another one. */
export function isOvertaken(error: unknown): boolean {
  const cause = error instanceof StoreError ? error.cause : error
  return cause instanceof Error && overtaken.test(cause.message)
}

const overtaken = /(NOT NULL constraint failed: organizations\.revision|FOREIGN KEY constraint failed)$/

/** Whether a SQLite file is not what it was written as: pages of it are damaged, or it begins otherwise than any. */
export function isDamaged(error: unknown): boolean {
  const cause = error instanceof StoreError ? error.cause : error
  return ['SQLITE_CORRUPT', 'SQLITE_NOTADB'].includes(codeOf(cause) ?? '')
}

/** Whether a table is not there: the database has not been migrated. */
export function isMissingTable(error: unknown): boolean {
  return codeOf(error) === '42P01' || (error instanceof Error && error.message.includes('no such table'))
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  const { code } = error
  return typeof code === 'string' && known.test(code) ? code : undefined
}
