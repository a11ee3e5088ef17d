import { describe, expect, it } from 'vitest'

import { BadRequest, Conflict, RolecallError, ServerFailure, toError, TooManyRequests } from './errors.ts'

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  toError(new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers }), 0)

describe('an answer that is none', () => {
  it('is of a class by its status, with what the problem says', async () => {
    const problem = { status: 409, code: 'ROLE_IN_USE', detail: 'Some have it', issues: [{ path: 'a', message: 'b' }] }
    const error = await answer(409, problem, { 'x-request-id': 'r-1' })
    expect(error).toBeInstanceOf(Conflict)
    expect(error).toBeInstanceOf(RolecallError)
    expect(error).toMatchObject({
      ...problem,
      name: 'Conflict',
      requestId: 'r-1',
      message: '409 ROLE_IN_USE: Some have it',
    })
  })

  it('speaks of SCIM and OAuth in their words', async () => {
    expect(await answer(400, { status: '400', scimType: 'invalidFilter', detail: 'x' })).toMatchObject({
      code: 'invalidFilter',
      detail: 'x',
      status: 400,
    })
    expect(await answer(400, { error: 'invalid_grant', error_description: 'over' })).toMatchObject({
      code: 'invalid_grant',
      detail: 'over',
    })
  })

  it.each(['<html>Bad Gateway</html>', '', 'null', '7', '[]'])('may be no problem at all: %j', async (body) => {
    const error = await answer(502, body)
    expect(error).toBeInstanceOf(ServerFailure)
    expect(error).toMatchObject({ code: undefined, issues: [], status: 502, retryAfter: undefined })
    expect(error.detail).not.toBe('')
  })

  it.each([
    ['5', 5_000],
    ['Thu, 01 Jan 1970 00:00:07 GMT', 7_000],
    ['Thu, 01 Jan 1969 00:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('says with Retry-After %j when again', async (header, expected) => {
    const error = await answer(429, {}, { 'retry-after': header })
    expect(error).toBeInstanceOf(TooManyRequests)
    expect(error.retryAfter).toBe(expected)
  })

  it('has a status that has no class of its own', async () => {
    expect(await answer(418, { detail: 'x' })).toMatchObject({ name: 'RolecallError', status: 418 })
    expect(await answer(400, {})).toBeInstanceOf(BadRequest)
  })
})
