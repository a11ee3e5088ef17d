import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import type { errorCodes, warningCodes } from './diagnostic-codes.ts'
import type { Place } from './tree.ts'

/** Collects what there is to say about a mapping; a code is always an error, or always a warning. */
export type Report = <Severity extends Diagnostic['severity']>(
  severity: Severity,
  place: Place,
  code: CodeOf<Severity>,
  message: string,
) => void

type CodeOf<Severity> = Severity extends 'error' ? keyof typeof errorCodes : keyof typeof warningCodes

/** A report that appends to `diagnostics`. */
export function createReport(diagnostics: Diagnostic[]): Report {
  return (severity, { line, column }, code, message) => {
    diagnostics.push({ severity, line, column, code, message })
  }
}

/** In the order of the text. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.line - b.line || a.column - b.column)
}
