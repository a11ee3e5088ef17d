import fc from 'fast-check'
import { Document, parseDocument, visit, type Scalar } from 'yaml'
import { describe, expect, it } from 'vitest'
import { findScalarOffset } from './scalar-offset.ts'

/** What stands in the source where the text has `word`. */
function found(yaml: string, word: string): string {
  const scalar = scalarOf(yaml)
  const [start, end] = scalar.range
  const offset = findScalarOffset(yaml.slice(start, end), scalar.source, scalar.source.indexOf(word))
  return yaml.slice(start + offset, start + offset + word.length)
}

function scalarOf(yaml: string): Scalar.Parsed {
  const { contents } = parseDocument<Scalar.Parsed>(yaml)
  let scalar: Scalar.Parsed | undefined
  visit(parseDocument(yaml), {
    Scalar: (key, node) => void (key === 'key' || (scalar = node as Scalar.Parsed)),
  })
  return scalar ?? (contents as Scalar.Parsed)
}

describe('findScalarOffset', () => {
  it.each([
    ['plain', 'a: one two three'],
    ['plain over lines', 'a: one\n   two\n\n   three'],
    ['single-quoted', "a: 'it''s one ''two'' three'"],
    ['single-quoted over lines', "a: 'one\n\n\n  two\n  three'"],
    ['double-quoted', String.raw`a: "\"one\" \x41\u00e4\U0001F600 two\tthree"`],
    ['double-quoted with a line continued', 'a: "one\\\n   two three"'],
    ['double-quoted that begins on the next line', 'a: "\n  \\ \\none two three"'],
    ['double-quoted with an escape after a continued line', 'a: "one\\\n   \\n\\n two three"'],
    ['folded', 'a: >-\n  one\n  two\n\n  three'],
    ['folded with more indented lines and a comment', 'a: >+ # head\n  one\n    two\n  three\n\n'],
    ['literal', 'a: |\n  one\n  two\n    three\n'],
    ['literal with an indentation', 'a: |2-\n    one\n  two\n  three'],
  ])('finds each word of a %s scalar', (_style, yaml) => {
    for (const word of ['one', 'two', 'three']) expect(found(yaml, word)).toBe(word)
  })

  it('finds a place among several spaces', () => {
    expect(findScalarOffset('a   b', 'a   b', 2)).toBe(2)
    expect(findScalarOffset('"a   b"', 'a   b', 2)).toBe(3)
    expect(findScalarOffset('|\n  a   b', 'a   b', 2)).toBe(6)
    expect(findScalarOffset("'a\n\n\n b'", 'a\n\nb', 2)).toBe(2)
  })

  it('answers the end for a position after the text', () => {
    expect(findScalarOffset('"ab"', 'ab', 2)).toBe(3)
    expect(findScalarOffset('ab', 'ab', 2)).toBe(2)
    expect(findScalarOffset('>-\n  ab', 'ab', 2)).toBe(7)
  })

  it('finds every character that is no space, however yaml writes the text', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', '"', "'", '\\', ' ', '  ', '\n', 'é', '😀', ':', '#', 'word'), { minLength: 1 })
      .map((parts) => parts.join(''))
    const style = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL')
    fc.assert(
      fc.property(text, style, fc.integer({ min: 20, max: 40 }), (value, type, lineWidth) => {
        const document = new Document({ a: value })
        visit(document, { Scalar: (key, node) => void (key === 'key' || (node.type = type)) })
        const yaml = document.toString({ lineWidth, indent: 4 })
        const scalar = scalarOf(yaml)
        const source = yaml.slice(scalar.range[0], scalar.range[1])
        for (let at = 0; at < scalar.source.length; at += 1) {
          const character = scalar.source.charAt(at)
          if (!/[a-zé:#]/.test(character)) continue
          expect(source.charAt(findScalarOffset(source, scalar.source, at))).toMatch(new RegExp(`[${character}\\\\]`))
        }
      }),
      { numRuns: 300 },
    )
  })
})
