import {
  ConflictError,
  MappingError,
  MappingTestsFailed,
  OrganizationSuspended,
  PluginAnswerError,
  UnprocessableError,
} from '@rolecall/core/errors'
import { ScimError, TooManyRequests } from '@rolecall/core/scim/errors'
import { toErrorResponse } from '@rolecall/core/scim/message/error-response'
import { StoreError, type StoreReason } from '@rolecall/core/store-error'

import { ClientGone, clientGoneStatus } from '../http/client-gone.ts'
import { OauthError, toDescription, toOauthCode } from '../oauth/oauth-error.ts'
import type { Answer } from '../route/answer.ts'
import { SignInRefused } from '../sso/sign-in-refused.ts'
import { TokenRefused } from '../sso/token-refused.ts'
import { toProblem, type Refusal } from './to-problem.ts'

/** Under SCIM an error has a form of its own (RFC 7644 §3.12), and so it has for OAuth clients (RFC 6749 §5.2); else it is a problem (RFC 9457). */
export type ErrorForm = 'scim' | 'oauth' | 'problem'

/** Where the error is answered. */
export interface ErrorPlace {
  readonly form: ErrorForm
  readonly requestId: string
}

/** Seconds after which a request may be tried again: an integer, the only form that every client reads. */
const retryAfter = '2'

/** The answer to a request that failed. What the client is not to blame for has no detail, only the request's id. */
export function toErrorAnswer(error: unknown, place: ErrorPlace): Answer {
  const refusal = toRefusal(error, place.requestId)
  const headers = toHeaders(error, refusal)
  if (place.form === 'oauth') return toOauthAnswer(error, refusal, headers)
  if (place.form === 'problem')
    return { status: refusal.status, headers, type: 'application/problem+json', body: toProblem(refusal) }
  const scimError = toScimError(error, place.requestId)
  return { status: scimError.status, headers, body: toErrorResponse(scimError) }
}

function toOauthAnswer(error: unknown, { detail, status }: Refusal, headers: Readonly<Record<string, string>>): Answer {
  const code = error instanceof OauthError ? error.code : toOauthCode(status)
  return { status, headers, body: { error: code, error_description: toDescription(detail) } }
}

function toHeaders(error: unknown, { status }: Refusal): Readonly<Record<string, string>> {
  if (error instanceof OauthError || error instanceof TokenRefused) return error.headers
  if (error instanceof TooManyRequests) return { 'Retry-After': String(error.retryAfter) }
  return status === 503 ? { 'Retry-After': retryAfter } : {}
}

/** Any error as one of SCIM, for the answers that are in its form. */
export function toScimError(error: unknown, requestId: string): ScimError {
  if (error instanceof ScimError) return error
  const { status, detail } = toRefusal(error, requestId)
  return new ScimError(status, undefined, detail)
}

/** What is more than an outage is told: waiting alone does not mend it. */
const storeDetails: Readonly<Record<StoreReason, string>> = {
  'read-only': 'The database is read-only just now and takes no changes; reading goes on',
  'too-slow': 'The database took longer over this than it may (statement_timeout); try again later, or ask for less',
  'no-right': "The server lacks a right in its database; the server's log names it",
  full: 'The database has no space left; reading goes on',
  moved:
    "The file of the database was moved, removed or replaced and takes no changes; the server's log says what to do, and reading goes on",
}

function toStoreDetail({ kind, reason }: StoreError): string {
  if (reason !== undefined) return storeDetails[reason]
  return `The database is ${kind === 'conflict' ? 'busy' : 'unavailable'}; try again`
}

function toRefusal(error: unknown, requestId: string): Refusal {
  if (error instanceof OrganizationSuspended)
    return { status: 403, detail: error.detail, code: 'ORGANIZATION_SUSPENDED' }
  if (error instanceof ScimError) return { status: error.status, detail: error.detail, issues: error.issues }
  if (error instanceof ConflictError) {
    const { catalogue, code, message, plan } = error
    return { status: 409, detail: message, code, plan, catalogue }
  }
  if (error instanceof SignInRefused)
    return { status: error.status, detail: error.message, code: error.code, members: error.members }
  if (error instanceof UnprocessableError) return { status: 422, detail: error.message, issues: error.issues }
  if (error instanceof MappingError)
    return { status: 422, detail: error.message, diagnostics: error.diagnostics, tests: error.report }
  if (error instanceof MappingTestsFailed) {
    const { diagnostics, message, report } = error
    return { status: 422, detail: message, code: 'TESTS_FAILED', diagnostics, tests: report }
  }
  if (error instanceof OauthError) return { status: error.status, detail: error.message }
  if (error instanceof StoreError) return { status: 503, detail: toStoreDetail(error) }
  if (error instanceof ClientGone) return { status: clientGoneStatus, detail: error.message }
  if (error instanceof PluginAnswerError)
    return {
      status: 500,
      detail: `The plugin ${error.plugin} failed to answer (${error.hook}); the server's log has it under the request id ${requestId}`,
      code: 'PLUGIN_FAILED',
    }
  return { status: 500, detail: `An internal error; the server's log has it under the request id ${requestId}` }
}
