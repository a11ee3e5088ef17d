import { describe, expect, it } from 'vitest'

import { locateJsonError } from './locate-json-error.ts'

describe('locateJsonError', () => {
  it.each([
    ['{"a":1,}', 1, 8],
    ['{"a" 1}', 1, 6],
    ['{a: 1}', 1, 2],
    ["{'a': 1}", 1, 2],
    ['[1, 2', 1, 6],
    ['[1 2]', 1, 4],
    ['[1}', 1, 3],
    ['[,]', 1, 2],
    ['{"a":1}}', 1, 8],
    ['{"a":1} x', 1, 9],
    ['{"a":"\u0001"}', 1, 6],
    ['{"a":"\\x"}', 1, 6],
    ['{"a":01}', 1, 6],
    ['{"a":nul}', 1, 6],
    ['{"a":True}', 1, 6],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{\r\n"a": tru\r\n}', 2, 6],
  ])('finds where %j stops being JSON', (text, line, column) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
    expect(locateJsonError(text)).toEqual({ line, column })
  })

  it('passes over a long text without using up the stack', () => {
    const text = `{"a":"${'\\n x'.repeat(2_000_000)}", "b": ${'['.repeat(100_000)}}`
    expect(locateJsonError(text)).toEqual({ line: 1, column: text.length })
  })
})
