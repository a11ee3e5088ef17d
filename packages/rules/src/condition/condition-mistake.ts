import type { DiagnosticCode } from '../text/diagnostic-codes.ts'

/** A condition that can't be compiled; reported where its rule stands. */
export class ConditionMistake extends Error {
  readonly code: DiagnosticCode
  constructor(code: DiagnosticCode, message: string) {
    super(message)
    this.code = code
  }
}
