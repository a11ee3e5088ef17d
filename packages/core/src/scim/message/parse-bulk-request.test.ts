import { describe, expect, it } from 'vitest'

import { InvalidSyntax, PayloadTooLarge } from '../errors.ts'
import { parsePatch } from '../patch/parse-patch.ts'
import { USER } from '../schema/user.ts'
import { Tolerances } from '../tolerance.ts'
import { isMalformed } from './bulk-request.ts'
import { BULK_REQUEST_URN, parseBulkRequest } from './parse-bulk-request.ts'

const parse = (body: unknown, strict = true, maxOperations = 10) =>
  parseBulkRequest(body, maxOperations, new Tolerances({ strict }))
const request = (...operations: readonly unknown[]) => ({ schemas: [BULK_REQUEST_URN], Operations: operations })
const post = (bulkId: string) => ({ method: 'POST', path: '/Users', bulkId, data: { userName: bulkId } })

/** What is said about each operation that is malformed. */
function issuesOf(body: unknown): readonly string[] {
  return parse(body).operations.flatMap((operation) =>
    isMalformed(operation) ? operation.malformed.issues.map(({ path, message }) => `${path}: ${message}`) : [],
  )
}

describe('parseBulkRequest (RFC 7644 §3.7)', () => {
  it('reads each operation as the request that it stands for', () => {
    const operations = [
      post('a'),
      { method: 'PUT', path: 'Users/1/', version: 'W/"3"', data: {} },
      { method: 'DELETE', path: '/Groups/bulkId:x%20y?attributes=id', data: { ignored: true } },
    ]
    expect(parse({ ...request(...operations), failOnErrors: 2 })).toEqual({
      failOnErrors: 2,
      operations: [
        { method: 'POST', bulkId: 'a', endpoint: 'Users', id: undefined, version: null, data: { userName: 'a' } },
        { method: 'PUT', bulkId: undefined, endpoint: 'Users', id: '1', version: 'W/"3"', data: {} },
        { method: 'DELETE', bulkId: undefined, endpoint: 'Groups', id: 'bulkId:x y', version: null, data: null },
      ],
    })
  })

  it('reads the operations of a PATCH without a message around them, as the example of §3.7.3 has them', () => {
    const data = [{ op: 'remove', path: 'nickName' }]
    const [operation] = parse(request({ method: 'PATCH', path: '/Users/1', data })).operations
    if (operation === undefined || isMalformed(operation)) return expect.unreachable()
    expect(parsePatch(USER, operation.data, new Tolerances({ strict: true }))).toHaveLength(1)
    expect(operation.data).toMatchObject({ Operations: data })
  })

  it.each([
    [{ method: 'POST', path: '/Users', data: {} }, 'Operations[0].bulkId: is required for POST'],
    [{ path: '/Users', bulkId: 'a', data: {} }, 'Operations[0].method: is required: one of POST, PUT, PATCH, DELETE'],
    [{ method: 'GET', path: '/Users/1' }, 'Operations[0].method: expected: one of POST, PUT, PATCH, DELETE'],
    [{ method: 'DELETE' }, 'Operations[0].path: is required: a path such as /Users'],
    [{ method: 'DELETE', path: '/Users' }, 'Operations[0].path: expected a resource such as /Users/ID'],
    [{ method: 'DELETE', path: '/Users/%' }, 'Operations[0].path: is not percent-encoded UTF-8'],
    [{ ...post('a'), path: '/Users/1' }, 'Operations[0].path: expected an endpoint such as /Users'],
    [{ method: 'PUT', path: '/Users/1' }, 'Operations[0].data: is required: an object'],
    [{ ...post('a'), data: 'text' }, 'Operations[0].data: is required: an object'],
    [{ ...post('a'), bulkId: 7 }, 'Operations[0].bulkId: expected a string'],
    [{ method: 'DELETE', path: '/Users/1', version: 3 }, 'Operations[0].version: expected a string'],
    ['text', 'Operations[0]: expected an object'],
  ])('refuses %j', (operation, issue) => {
    expect(issuesOf(request(operation))).toContain(issue)
  })

  it('refuses only what is malformed, with everything that is wrong with it and what it can be known by (§3.7)', () => {
    const wrong = { method: 'PUT', bulkId: 'x', path: '/Users/1', data: 7, version: 3 }
    const { operations } = parse(request(post('a'), wrong, {}, post('b'), post('b')))
    expect(operations).toMatchObject([
      { bulkId: 'a', endpoint: 'Users' },
      { malformed: { status: 400, scimType: 'invalidSyntax' }, method: 'PUT', bulkId: 'x' },
      { malformed: { status: 400 }, method: undefined, bulkId: undefined },
      { malformed: { status: 400 }, method: 'POST', bulkId: 'b' },
      { malformed: { status: 400 }, method: 'POST', bulkId: 'b' },
    ])
    expect(issuesOf(request(post('a'), wrong, post('b'), post('b')))).toEqual([
      'Operations[1].version: expected a string',
      'Operations[1].data: is required: an object',
      "Operations[2].bulkId: 'b' is there twice",
      "Operations[3].bulkId: 'b' is there twice",
    ])
  })

  it.each([-1, 1.5, 'many'])('refuses %j for failOnErrors', (failOnErrors) => {
    expect(() => parse({ ...request(post('a')), failOnErrors })).toThrow(InvalidSyntax)
  })

  it.each([[[]], ['text'], [{ schemas: [BULK_REQUEST_URN] }], [request()], [{ Operations: [post('a')] }]])(
    'refuses %j, which is no bulk request',
    (body) => {
      expect(() => parse(body)).toThrow(InvalidSyntax)
    },
  )

  it('refuses more operations than maxOperations, and names the limit (§3.7.4)', () => {
    const body = request(post('a'), post('b'), post('c'))
    expect(() => parse(body, true, 3)).not.toThrow()
    expect(() => parse(body, true, 2)).toThrow(PayloadTooLarge)
    expect(() => parse(body, true, 2)).toThrow(/\(3\).*maxOperations \(2\)/)
  })

  it('takes methods and names in any case, and records what needed it', () => {
    const tolerances = new Tolerances()
    const body = { operations: [{ Method: 'delete', Path: '/Users/1' }] }
    expect(parseBulkRequest(body, 1, tolerances).operations[0]).toMatchObject({ method: 'DELETE', id: '1' })
    expect(tolerances.recorded).toEqual(['missing-schemas', 'op-case'])
  })

  it.each([
    [0, 1],
    [1, 1],
    [5, 5],
    [null, undefined],
  ])('failOnErrors %j stops after %j errors', (sent, meant) => {
    expect(parse({ ...request(post('a')), failOnErrors: sent }).failOnErrors).toBe(meant)
  })
})
