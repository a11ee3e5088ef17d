import type { Diagnostic } from '../plugin/diagnostic.ts'

/** In the order of the text. */
export function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.line - b.line || a.column - b.column)
}
