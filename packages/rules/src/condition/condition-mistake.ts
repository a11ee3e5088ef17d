/** A condition that can't be compiled; reported where its rule stands. */
export class ConditionMistake extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
