import { describe, expect, it } from 'vitest'
import { InvalidFilter, InvalidValue, NotFound } from '../errors.ts'
import { toErrorResponse } from './error-response.ts'
import { toCursorListResponse, toListResponse } from './list-response.ts'

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error'
const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

describe('toErrorResponse', () => {
  it('has the status as a string (RFC 7644 §3.12)', () => {
    expect(toErrorResponse(new NotFound('Resource 2819c223 not found'))).toEqual({
      schemas: [ERROR],
      status: '404',
      detail: 'Resource 2819c223 not found',
    })
  })

  it('has the keyword and the position, and never the cause', () => {
    const error = new InvalidFilter("The operator 'regex' is not supported", 9, { cause: new Error('secret') })
    expect(toErrorResponse(error)).toEqual({
      schemas: [ERROR],
      status: '400',
      scimType: 'invalidFilter',
      detail: "The operator 'regex' is not supported (at position 9 of the filter)",
    })
  })

  it('says all issues in its detail, and has no member that is not of its schema', () => {
    const issues = [
      { path: 'active', message: 'expected true or false' },
      { path: 'userName', message: 'is required' },
    ]
    expect(toErrorResponse(InvalidValue.of(issues))).toEqual({
      schemas: [ERROR],
      status: '400',
      scimType: 'invalidValue',
      detail: 'active: expected true or false; userName: is required',
    })
  })
})

describe('toListResponse', () => {
  it('has Resources also when there are none', () => {
    expect(toListResponse({ totalResults: 0, startIndex: 1, resources: [] })).toEqual({
      schemas: [LIST],
      totalResults: 0,
      itemsPerPage: 0,
      startIndex: 1,
      Resources: [],
    })
  })

  it('has only the cursors that lead on (RFC 9865 §2.1)', () => {
    expect(toCursorListResponse({ nextCursor: 'n', resources: [{ id: '1' }] })).toEqual({
      schemas: [LIST],
      itemsPerPage: 1,
      nextCursor: 'n',
      Resources: [{ id: '1' }],
    })
  })
})
