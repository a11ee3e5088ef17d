import { describe, expect, it } from 'vitest'

import { defineAttribute } from '../schema/attribute-definition.ts'
import { Tolerances } from '../tolerance.ts'
import { MAX_TEXT, parseScalar } from './parse-scalar.ts'

/** What is wrong with a text of so many characters; `undefined` for nothing. */
function problemOf(type: 'string' | 'binary' | 'reference', length: number): string | undefined {
  const text = 'a'.repeat(length)
  const parsed = parseScalar(defineAttribute('x', '', { type }), text, new Tolerances())
  if ('problem' in parsed) return parsed.problem
  expect(parsed.value === text).toBe(true)
  return undefined
}

describe('a long text', () => {
  it('is taken up to the limit, and refused beyond it with its number', () => {
    expect(problemOf('string', MAX_TEXT)).toBeUndefined()
    expect(problemOf('string', MAX_TEXT + 1)).toBe(`is longer than ${MAX_TEXT} characters`)
  })

  it.each(['binary', 'reference'] as const)('has no such limit where it is %s: a picture, or where one is', (type) => {
    expect(problemOf(type, 4 * MAX_TEXT)).toBeUndefined()
  })
})
