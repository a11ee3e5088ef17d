import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonMistake } from './find-json-mistake.ts'

describe('findJsonMistake', () => {
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
    ['{"a":1 /* b */}', 1, 8],
    ['{"a":"\u0001"}', 1, 6],
    ['{"a":"\\x"}', 1, 6],
    ['{"a":01}', 1, 7],
    ['{"a":1.}', 1, 6],
    ['{"a":nul}', 1, 6],
    ['{"a":True}', 1, 6],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{\r\n"a": tru\r\n}', 2, 6],
  ])('finds where %j stops being JSON', (text, line, column) => {
    expect(findJsonMistake(text)).toMatchObject({ line, column })
  })

  it('says what is wrong there', () => {
    expect(findJsonMistake('{"a":1,}')?.message).toBe('a name in double quotation marks was expected')
    expect(findJsonMistake('[1] // one')?.message).toBe('there are no comments')
  })

  it('finds a place and a sentence for whatever JSON.parse refuses, and none for what it reads', () => {
    const edited = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.nat(3),
        fc.string({ maxLength: 3, unit: fc.constantFrom(...'{}[]",:\\01.-e+ tn/*#\n\u00a0'.split('')) }),
      )
      .map(([json, at, drop, insert]) => {
        const place = at % (json.length + 1)
        return json.slice(0, place) + insert + json.slice(place + drop)
      })
    fc.assert(
      fc.property(edited, (text) => {
        const mistake = findJsonMistake(text)
        if (mistake === undefined) return void (JSON.parse(text) as unknown)
        expect(mistake.offset).toBeLessThanOrEqual(text.length)
        expect(mistake.message).not.toMatch(/only other parsers|it ends here/)
      }),
      { numRuns: 500 },
    )
  })

  it('takes a thousand levels, however many lists stand beside one another', () => {
    const messageOf = (text: string) => findJsonMistake(text)?.message
    expect(messageOf('['.repeat(1_001))).toBe('it is nested too deep')
    expect(messageOf(`${'['.repeat(1_000)},`)).toBe('a value was expected')
    expect(messageOf(`[${'{},'.repeat(1_001)}]`)).toBe('a value was expected')
  })

  it('gives up deep nesting rather than use up the stack', () => {
    const text = `{"a":"${'\\n x'.repeat(2_000_000)}", "b": ${'['.repeat(100_000)}}`
    expect(findJsonMistake(text)).toMatchObject({ line: 1, message: 'it is nested too deep' })
    const wide = `[${'[[1]],'.repeat(10_000)}`
    expect(findJsonMistake(wide)).toMatchObject({ column: wide.length + 1, message: 'a value was expected' })
  })
})
