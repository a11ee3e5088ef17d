import type { ErrorCode } from '../text/diagnostic-codes.ts'

/** A condition that can't be compiled; reported where its rule stands. */
export class ConditionMistake extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
