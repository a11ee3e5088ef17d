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

/** Errors that are told, and warnings: nobody reads more, and a text has room for tens of thousands. */
export const mostTold = 1_000

/** What was reported of one text. */
export interface Diagnostics {
  readonly report: Report
  readonly hasError: boolean
  /** In the order of the text; what was left out is counted in the place of the first of it. */
  list(): readonly Diagnostic[]
}

export function collectDiagnostics(): Diagnostics {
  const errors: Diagnostic[] = []
  const warnings: Diagnostic[] = []
  const untold = { error: 0, warning: 0 }
  const report: Report = (severity, { line, column }, code, message) => {
    const told = severity === 'error' ? errors : warnings
    if (told.length <= mostTold) told.push({ severity, line, column, code, message })
    if (told.length > mostTold) untold[severity] += 1
  }
  const toList = (told: readonly Diagnostic[], count: number): readonly Diagnostic[] => {
    const last = told.at(mostTold)
    return last === undefined ? told : [...told.slice(0, mostTold), toRest(last, count)]
  }
  return {
    report,
    get hasError() {
      return errors.length > 0
    },
    list: () => sortDiagnostics([...toList(errors, untold.error), ...toList(warnings, untold.warning)]),
  }
}

function toRest({ column, line, severity }: Diagnostic, count: number): Diagnostic {
  return severity === 'error'
    ? { severity, line, column, code: 'MORE_ERRORS', message: `${count} more errors are not listed; mend these first.` }
    : { severity, line, column, code: 'MORE_WARNINGS', message: `${count} more warnings are not listed.` }
}

function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => a.line - b.line || a.column - b.column)
}
