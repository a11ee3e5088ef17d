import { MappingError, MappingTestsFailed } from '@rolecall/core/errors'

import { describeError } from '../output/describe-error.ts'

/** Does work; what it throws has everything in its message, since a test runner may show no more of it. */
export async function tellAll<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw Object.assign(new Error(toText(error), { cause: error }), { name: error.name })
  }
}

function toText(error: Error): string {
  if (error instanceof MappingError) {
    const lines = error.diagnostics.map(
      ({ code, column, line, message, severity }) => `  ${line}:${column} ${severity} ${code} ${message}`,
    )
    return [error.message, ...lines].join('\n')
  }
  if (error instanceof MappingTestsFailed) {
    const failed = error.report.results.filter(({ outcome }) => outcome === 'failed')
    return [
      error.message,
      ...failed.map(({ line, name, problems }) => `  ${line} ${name}: ${problems.join('; ')}`),
    ].join('\n')
  }
  return 'issues' in error ? describeError(error).text : error.message
}
