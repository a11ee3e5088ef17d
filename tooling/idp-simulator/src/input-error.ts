/** One mistake in a file that a person wrote, at its place. Lines and columns count from 1. */
export interface InputDiagnostic {
  readonly line: number
  readonly column: number
  /** A sentence that says what was expected. */
  readonly message: string
}

/** A directory, mapping or state file that can't be used. Carries every mistake, not only the first. */
export class InputError extends Error {
  readonly file: string
  readonly diagnostics: readonly InputDiagnostic[]

  constructor(file: string, diagnostics: readonly InputDiagnostic[]) {
    super(diagnostics.map((d) => `${file}:${d.line}:${d.column} ${d.message}`).join('\n'))
    this.name = 'InputError'
    this.file = file
    this.diagnostics = diagnostics
  }
}
