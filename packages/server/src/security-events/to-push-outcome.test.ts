import { describe, expect, it } from 'vitest'

import { toPushOutcome } from './to-push-outcome.ts'

const now = '2026-01-01T00:00:00.000Z'
const answer = (status: number, body: unknown, retryAfter: string | null = null) =>
  toPushOutcome({ status, retryAfter, body: typeof body === 'string' ? body : JSON.stringify(body) }, now)

describe('the answer to a push (RFC 8935 §2.3, §2.4)', () => {
  it.each([200, 202, 204])('is an acknowledgement: %s', (status) => {
    expect(answer(status, { err: 'invalid_request' })).toEqual({ delivered: true })
  })

  it.each([
    ['invalid_request', 'event'],
    ['invalid_key', 'all'],
    ['invalid_issuer', 'all'],
    ['invalid_audience', 'all'],
    ['authentication_failed', 'all'],
    ['access_denied', 'all'],
  ])('that says %s refuses the event or all: %s', (err, refuses) => {
    expect(answer(400, { err, description: 'pssst' })).toEqual({
      delivered: false,
      error: `status 400 (${err})`,
      gone: false,
      retryAfter: null,
      refuses,
    })
    expect(answer(401, { err })).toMatchObject({ refuses })
  })

  it('is tried again where the receiver asks for that, or is the one that fails', () => {
    expect(answer(400, { err: 'invalid_key' }, '60')).toMatchObject({ retryAfter: 60_000, refuses: null })
    expect(answer(503, { err: 'invalid_key' })).toMatchObject({ error: 'status 503 (invalid_key)', refuses: null })
  })

  it.each(['dup', 'INVALID_KEY', ' invalid_key', 'toString', '__proto__', 'constructor'])(
    'is any failure where it says %j',
    (err) => {
      const outcome = answer(400, { err })
      expect(outcome.delivered || (outcome.refuses ?? null)).toBe(null)
    },
  )

  it.each([
    '',
    'null',
    '[]',
    '"invalid_key"',
    '{"err":1}',
    '{"err":null}',
    '{"err":"<b>"}',
    '{"err":"invalid_key"',
    '<html>',
  ])('is any failure, and none of it is repeated, where it is %s', (body) => {
    expect(answer(400, body)).toMatchObject({ delivered: false, error: 'status 400' })
  })

  it('says in each case that the receiver is gone', () => {
    expect(answer(410, { err: 'access_denied' })).toMatchObject({ gone: true })
  })
})
