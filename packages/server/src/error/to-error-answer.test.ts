import { ConflictError, MappingError, PluginError, UnprocessableError } from '@rolecall/core/errors'
import { InvalidFilter, InvalidValue, NotFound, Uniqueness } from '@rolecall/core/scim/errors'
import { StoreError } from '@rolecall/core/store-error'
import { describe, expect, it } from 'vitest'

import { SignInRefused } from '../sso/sign-in-refused.ts'
import { toErrorAnswer } from './to-error-answer.ts'

const scim = { form: 'scim', requestId: 'r1' } as const
const api = { form: 'problem', requestId: 'r1' } as const
const secret = new Error('password of the database')

describe('toErrorAnswer under SCIM (RFC 7644 §3.12)', () => {
  it('says the status as a string, the scimType and the detail', () => {
    expect(toErrorAnswer(new InvalidFilter('Expected a value', 7), scim)).toEqual({
      status: 400,
      headers: {},
      body: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: '400',
        scimType: 'invalidFilter',
        detail: 'Expected a value (at position 7 of the filter)',
      },
    })
  })

  it.each([
    ['conflict', 'The database is busy; try again'],
    ['unavailable', 'The database is unavailable; try again'],
  ] as const)('answers a store that is %s with 503 and an integer Retry-After, never with 409', (kind, detail) => {
    const answer = toErrorAnswer(new StoreError(kind, 'details of ours', { cause: secret }), scim)
    expect(answer).toMatchObject({ status: 503, headers: { 'Retry-After': '2' }, body: { status: '503', detail } })
  })

  it.each([
    ['read-only', /read-only/],
    ['moved', /file of the database was moved/],
    ['too-slow', /statement_timeout/],
    ['no-right', /lacks a right/],
    ['full', /no space/],
  ] as const)('says why it is not available where waiting does not mend it: %s', (reason, detail) => {
    const answer = toErrorAnswer(new StoreError('unavailable', 'details of ours', { cause: secret, reason }), scim)
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'Retry-After': '2' },
      body: { detail: expect.stringMatching(detail) },
    })
  })

  it.each([secret, new PluginError('entra', 'resource.derive', 'took too long', { cause: secret }), 'text', null])(
    'tells of %s nothing but the request id',
    (error) => {
      expect(toErrorAnswer(error, scim)).toEqual({
        status: 500,
        headers: {},
        body: {
          schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
          status: '500',
          detail: "An internal error; the server's log has it under the request id r1",
        },
      })
    },
  )
})

describe('toErrorAnswer elsewhere (RFC 9457)', () => {
  const diagnostic = { severity: 'error', line: 2, column: 5, code: 'UNKNOWN_KEY', message: 'unknown key' } as const
  const issues = [
    { path: 'members[0]', message: 'x@example.com is no member' },
    { path: 'members[1]', message: 'y@example.com is no member' },
  ]

  it.each([
    [new NotFound('There is no such team'), { title: 'Not Found', status: 404, detail: 'There is no such team' }],
    [new Uniqueness('taken'), { title: 'Conflict', status: 409, detail: 'taken' }],
    [InvalidValue.of(issues), { title: 'Bad Request', status: 400, detail: expect.any(String), issues }],
    [
      new ConflictError('LAST_OWNER', 'the last owner'),
      { title: 'Conflict', status: 409, detail: 'the last owner', code: 'LAST_OWNER' },
    ],
    [
      new UnprocessableError('Nobody was added', issues),
      { title: 'Unprocessable Entity', status: 422, detail: 'Nobody was added', issues },
    ],
    [
      new MappingError([diagnostic]),
      { title: 'Unprocessable Entity', status: 422, detail: expect.any(String), diagnostics: [diagnostic] },
    ],
    [
      new SignInRefused('INACTIVE_MEMBER'),
      { title: 'Forbidden', status: 403, detail: 'The member is inactive', code: 'INACTIVE_MEMBER' },
    ],
    [secret, { title: 'Internal Server Error', status: 500, detail: expect.stringContaining('request id r1') }],
  ])('makes a problem of %s', (error, problem) => {
    const answer = toErrorAnswer(error, api)
    expect(answer).toEqual({
      status: problem.status,
      headers: {},
      type: 'application/problem+json',
      body: { type: 'about:blank', ...problem },
    })
  })
})
