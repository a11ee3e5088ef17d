/** An error as the log has it: name, message, stack and causes, without properties that could hold data of people. */
export interface LoggedError {
  readonly name: string
  readonly message: string
  readonly stack?: string | undefined
  readonly cause?: LoggedError
}

/** At most five causes deep. */
export function toLoggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) }
  const { name, message, stack, cause } = error
  if (cause === undefined || depth === 5) return { name, message, stack }
  return { name, message, stack, cause: toLoggedError(cause, depth + 1) }
}
