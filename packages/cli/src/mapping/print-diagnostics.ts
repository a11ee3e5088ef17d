import type { Diagnostic } from '@rolecall/core/plugin/diagnostic'

import { colorsFor, type Colors } from '../output/colors.ts'
import { print } from '../output/print.ts'

/** One line each: `mapping.yaml:3:7 UNKNOWN_KEY …`, which editors can follow. */
export async function printDiagnostics(file: string, diagnostics: readonly Diagnostic[]): Promise<void> {
  const colors = colorsFor(process.stdout)
  for (const diagnostic of diagnostics) await print(toLine(file, diagnostic, colors))
}

export function toLine(
  file: string,
  { code, column, line, message, severity }: Diagnostic,
  { bold, red, yellow }: Colors,
): string {
  return `${bold(`${file}:${line}:${column}`)} ${(severity === 'error' ? red : yellow)(code)} ${message}`
}

/** `2 errors, 1 warning` */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const warnings = diagnostics.length - errors
  return `${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`
}
