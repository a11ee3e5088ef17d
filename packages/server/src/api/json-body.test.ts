import { array, number, strictObject } from 'valibot'
import { describe, expect, it } from 'vitest'

import { UnprocessableError } from '@rolecall/core/errors'

import { jsonBody } from './json-body.ts'

const { parse } = jsonBody(strictObject({ list: array(number()) }))

function issuesOf(list: readonly unknown[]): readonly unknown[] {
  try {
    void parse(JSON.stringify({ list }), 'application/json')
  } catch (error) {
    expect(error).toBeInstanceOf(UnprocessableError)
    return (error as UnprocessableError).issues
  }
  return expect.unreachable()
}

describe('jsonBody', () => {
  it('answers what fits', () => {
    expect(parse('{"list":[1,2]}', 'application/json')).toEqual({ list: [1, 2] })
  })

  it('tells everything that is wrong with a body', () => {
    expect(issuesOf(['x', 1, 'y'])).toMatchObject([{ path: 'list[0]' }, { path: 'list[2]' }])
  })

  it('tells the first hundred of very many, and of a long body one', () => {
    expect(issuesOf(Array.from({ length: 1_000 }).fill('x'))).toHaveLength(100)
    expect(issuesOf(Array.from({ length: 100_000 }).fill('x'))).toHaveLength(1)
  })
})
