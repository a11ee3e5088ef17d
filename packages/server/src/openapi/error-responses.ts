import { conflictCodes } from '@rolecall/core/directory/conflict-codes'
import { scimTypes } from '@rolecall/core/scim/scim-types'

import { problemCodes } from '../error/problem-codes.ts'
import { isOauthPath } from '../oauth/oauth-path.ts'
import type { AnyRoute } from '../route/route.ts'
import { isScimPath } from '../route/scim-path.ts'
import { signInReasons } from '../sso/sign-in-reasons.ts'

type Described = Readonly<Record<string, unknown>>

/** In which form an error is answered: the surface says. */
interface Form {
  readonly schema: 'Problem' | 'ScimError' | 'OauthError'
  readonly name: string
  readonly mediaType: string
  readonly example: Described
}

const problem: Form = {
  schema: 'Problem',
  name: 'A problem',
  mediaType: 'application/problem+json',
  example: {
    type: 'about:blank',
    title: 'Conflict',
    status: 409,
    detail: 'The organization would be left without an Owner',
    code: 'LAST_OWNER' satisfies keyof typeof conflictCodes,
  },
}

const scimError: Form = {
  schema: 'ScimError',
  name: 'An error of SCIM',
  mediaType: 'application/scim+json',
  example: {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: '409',
    scimType: 'uniqueness' satisfies keyof typeof scimTypes,
    detail: 'There is a User with the userName "ada@example.com" already',
  },
}

const oauthError: Form = {
  schema: 'OauthError',
  name: 'An error of OAuth',
  mediaType: 'application/json',
  example: { error: 'invalid_client', error_description: 'The client or its secret is unknown, revoked or expired' },
}

/** The errors that a route may answer, by status: those that its description makes possible, and any other. */
export function toErrorResponses(route: AnyRoute): Described {
  const form = formOf(route.path)
  const possible = Object.entries(meanings).filter(([, { when }]) => when(route))
  return {
    ...Object.fromEntries(possible.map(([status, meaning]) => [status, toResponse(form, meaning)])),
    default: toResponse(form, { meaning: form.name }, form.example),
  }
}

function toResponse(form: Form, { headers, meaning }: Omit<ErrorMeaning, 'when'>, example?: Described): Described {
  const schema = { $ref: `#/components/schemas/${form.schema}` }
  return {
    description: meaning,
    ...(headers === undefined ? {} : { headers }),
    content: { [form.mediaType]: { schema, ...(example === undefined ? {} : { example }) } },
  }
}

function formOf(path: string): Form {
  if (isOauthPath(path)) return oauthError
  return isScimPath(path) ? scimError : problem
}

interface ErrorMeaning {
  readonly meaning: string
  readonly headers?: Described
  readonly when: (route: AnyRoute) => boolean
}

const retryAfter = { 'Retry-After': { description: 'When to try again, in seconds', schema: { type: 'integer' } } }
const challenge = { 'WWW-Authenticate': { description: 'RFC 6750 §3', schema: { type: 'string' } } }
const always = (): boolean => true
const hasKey = ({ scope }: AnyRoute): boolean => scope !== null
const hasBody = ({ body }: AnyRoute): boolean => body !== undefined
const namesSomething = ({ path }: AnyRoute): boolean => path.includes('/:')

const meanings: Readonly<Record<number, ErrorMeaning>> = {
  400: { meaning: 'The request can not be read: its body, a parameter or a header is malformed', when: always },
  401: { meaning: 'There is no key, or it is unknown, revoked or expired', headers: challenge, when: hasKey },
  403: { meaning: 'The key has not the scope that this needs', headers: challenge, when: hasKey },
  404: { meaning: 'The organization has nothing of this id', when: namesSomething },
  413: { meaning: 'The body is larger, or holds more, than is taken', when: hasBody },
  415: { meaning: 'The body is of another media type, charset or coding than is understood', when: hasBody },
  429: {
    meaning: 'As many requests of the organization wait as may, or its rate is exceeded',
    headers: retryAfter,
    when: always,
  },
  503: { meaning: 'The database is busy or away: nothing was done', headers: retryAfter, when: always },
}

const issues = {
  type: 'array',
  items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
}

/** Words that are stable, and to which others may come: a client must not fail on one that it does not know. */
function codes(what: string, known: Readonly<Record<string, string>>): Described {
  const lines = Object.entries(known).map(([code, meaning]) => `- \`${code}\`: ${meaning}`)
  return { type: 'string', description: [`${what}\n`, ...lines].join('\n'), 'x-extensible-enum': Object.keys(known) }
}

function meaningsOf(table: Readonly<Record<string, readonly [number, string]>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(table).map(([code, [status, meaning]]) => [code, `(${status}) ${meaning}`]))
}

/** The forms of errors. */
export const errorSchemas = {
  Problem: {
    type: 'object',
    description: 'RFC 9457',
    required: ['type', 'title', 'status', 'detail'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      code: codes('What is in the way, where a status alone does not say it; 409 unless another is named.', {
        ...conflictCodes,
        ...meaningsOf(problemCodes),
        ...meaningsOf(signInReasons),
      }),
      issues,
      diagnostics: { type: 'array', items: { type: 'object' } },
      members: {
        type: 'array',
        description: 'Who has a subject that several have',
        items: { type: 'object', properties: { userId: { type: 'string' }, emailAddress: { type: 'string' } } },
      },
    },
  },
  ScimError: {
    type: 'object',
    description: 'RFC 7644 §3.12',
    required: ['schemas', 'status', 'detail'],
    properties: {
      schemas: { type: 'array', items: { type: 'string' } },
      status: { type: 'string' },
      scimType: codes('What is wrong with the request (RFC 7644 §3.12, RFC 9865 §2.1).', scimTypes),
      detail: { type: 'string' },
      issues,
    },
  },
  OauthError: {
    type: 'object',
    description: 'RFC 6749 §5.2',
    required: ['error', 'error_description'],
    properties: { error: { type: 'string' }, error_description: { type: 'string' } },
  },
}
