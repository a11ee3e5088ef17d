import { ConfigurationError, ConflictError, PluginError, UnprocessableError } from '@rolecall/core/errors'
import { ScimError } from '@rolecall/core/scim/errors'
import { StoreError } from '@rolecall/core/store-error'

import { CommandError } from './command-error.ts'
import { exitCode } from './exit-code.ts'

export interface ErrorDescription {
  /** Sentences for people: what is wrong and what to do; without a stack. */
  readonly text: string
  readonly exitCode: number
}

/** What a failed command says, and how it ends. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof CommandError) return { text: error.message, exitCode: error.exitCode }
  if (error instanceof ConfigurationError) return { text: withIssues(error), exitCode: exitCode.configuration }
  if (error instanceof UnprocessableError) return { text: withIssues(error), exitCode: exitCode.failure }
  if (error instanceof PluginError) return { text: `${error.message}${reasonOf(error)}`, exitCode: exitCode.failure }
  if (error instanceof StoreError || error instanceof ScimError || error instanceof ConflictError)
    return { text: error.message, exitCode: exitCode.failure }
  return { text: `Unexpected: ${messageOf(error)}\nROLECALL_LOG_LEVEL=debug shows where.`, exitCode: exitCode.failure }
}

function withIssues({ issues, message }: ConfigurationError | UnprocessableError): string {
  return [message, ...issues.map((issue) => `  ${issue.path}: ${issue.message}`)].join('\n')
}

function reasonOf({ cause }: PluginError): string {
  return cause instanceof Error ? ` (${cause.message})` : ''
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
