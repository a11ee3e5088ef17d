import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'
import type { DiagnosticCode } from './diagnostic-codes.ts'
import type { Place } from './tree.ts'

/** Collects what there is to say about a mapping. */
export type Report = (severity: Diagnostic['severity'], place: Place, code: DiagnosticCode, message: string) => void

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
