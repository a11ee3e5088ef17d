import { describe, expect, it } from 'vitest'

import { evaluateExpression } from './evaluate-expression.ts'
import { ExpressionError, type ExpressionValue } from './expression.ts'
import { parseExpression } from './parse-expression.ts'

function evaluate(text: string, attributes: Record<string, ExpressionValue> = {}): ExpressionValue {
  return evaluateExpression(parseExpression(text), (name) => attributes[name])
}

const CURRENT = 'Switch([IsSoftDeleted], , "False", "True", "True", "False")'
const OLDER = 'Switch([IsSoftDeleted], , "False", "True", "False")'

describe('expressions of attribute mappings', () => {
  it.each<[name: string, text: string, attributes: Record<string, ExpressionValue>, expected: ExpressionValue]>([
    ['an attribute', '[mail]', { mail: 'a@b.c' }, 'a@b.c'],
    ['an attribute without value', '[mail]', { mail: null }, null],
    ['a constant', '"United States"', {}, 'United States'],
    ['escaped quotation marks and backslashes', String.raw`"Company: \"Contoso\" \\"`, {}, 'Company: "Contoso" \\'],
    ['a number as text', 'Join("", 1000, [id])', { id: '7' }, '10007'],
    ['spaces and line ends between tokens', 'Join( "-" ,\n\t[a] , [b] )', { a: '1', b: '2' }, '1-2'],
    ['the current mapping of active, user there', CURRENT, { IsSoftDeleted: 'False' }, 'True'],
    ['the current mapping of active, user gone', CURRENT, { IsSoftDeleted: 'True' }, 'False'],
    ['the older mapping of active, user there', OLDER, { IsSoftDeleted: 'False' }, 'True'],
    ['the older mapping of active, user gone: an empty default gives nothing', OLDER, { IsSoftDeleted: 'True' }, null],
    ['a dangling last key that matches gives nothing', 'Switch([a], "d", "x", "y", "z")', { a: 'z' }, null],
    ['Switch with a default', 'Switch([a], "d", "x", "y")', { a: 'q' }, 'd'],
    ['Switch compares exactly', 'Switch([a], "d", "true", "y")', { a: 'True' }, 'd'],
    ['Switch by an empty key', 'Switch([a], "d", "", "none")', { a: null }, 'none'],
    ['Switch, first matching key', 'Switch([a], , "x", "1", "x", "2")', { a: 'x' }, '1'],
    ['Switch of Microsoft’s reference', 'Switch(ToLower([s]), "0", "true", "1", "false", "0")', { s: 'TRUE' }, '1'],
    ['Not of True', 'Not([IsSoftDeleted])', { IsSoftDeleted: 'True' }, 'False'],
    ['Not of False', 'Not([IsSoftDeleted])', { IsSoftDeleted: 'False' }, 'True'],
    ['Not of nothing', 'Not([IsSoftDeleted])', { IsSoftDeleted: null }, 'True'],
    [
      'Join leaves empty sources out',
      'Join(", ", "", [surname], [givenName])',
      { surname: 'Doe', givenName: 'John' },
      'Doe, John',
    ],
    ['Join of a list', 'Join(";", [a], "z")', { a: ['x', 'y'] }, 'x;y;z'],
    [
      'Coalesce takes the first value',
      'Coalesce([mail],[userPrincipalName])',
      { mail: null, userPrincipalName: 'u' },
      'u',
    ],
    ['Coalesce takes empty text', 'Coalesce([a], "b")', { a: '' }, ''],
    ['Coalesce of nothing', 'Coalesce([a])', { a: null }, null],
    ['ToLower', 'ToLower([a])', { a: 'ÄB' }, 'äb'],
    ['ToLower of nothing', 'ToLower([a])', { a: null }, null],
    ['ToLower of a list', 'ToLower([a])', { a: ['A', 'B'] }, ['a', 'b']],
    ['ToUpper with a culture', 'ToUpper([a], "en-US")', { a: 'x' }, 'X'],
    ['Append', 'Append([a], ".test")', { a: 'x@y.z' }, 'x@y.z.test'],
    ['StripSpaces', 'StripSpaces([a])', { a: ' a b ' }, 'ab'],
    ['IIF, equal', 'IIF([c]="USA",[c],[d])', { c: 'USA', d: 'x' }, 'USA'],
    ['IIF, not equal', 'IIF([c]="USA",[c],[d])', { c: 'DE', d: 'x' }, 'x'],
    ['IIF with <>', 'IIF([c] <> "USA", "out", "in")', { c: 'DE' }, 'out'],
    ['IIF with >=', 'IIF([n] >= "2020-01-01", "new", "old")', { n: '2020-01-01' }, 'new'],
    ['IIF with <', 'IIF([n] < "2020-01-01", "old", "new")', { n: '2019-12-31' }, 'old'],
    ['IIF on an empty attribute: the check fails', 'IIF([c]="","Other",[c])', { c: null }, null],
    ['IIF on a boolean', 'IIF([e], "yes", "no")', { e: 'True' }, 'yes'],
  ])('evaluates %s', (_name, text, attributes, expected) => {
    expect(evaluate(text, attributes)).toEqual(expected)
  })

  it.each<[text: string, offset: number, reason: string]>([
    ['', 0, 'expected an expression'],
    ['Switch([a], , "x", "y"', 0, 'the "(" of Switch is not closed'],
    ['[mail', 0, 'this "[" has no "]"'],
    ['[ ]', 0, 'expected the name of an attribute'],
    ['Join("-", "abc)', 10, 'no closing quotation mark'],
    ['Not([a]) x', 9, 'unexpected "x" after the expression'],
    ['Not([a] [b])', 8, 'expected "," or ")"'],
    ['Not "a"', 4, 'expected "(" after Not'],
    ['switch([a], , "x", "y")', 0, 'did you mean Switch? Names are case-sensitive'],
    ['Join("", Guid())', 9, 'unknown function "Guid"; known are Append'],
    ['Switch([a], "x", "y")', 0, 'Switch takes at least 4 arguments, found 3'],
    ['Not()', 0, 'Not takes 1 arguments, found 0'],
    ['ToLower([a], "x", "y")', 0, 'ToLower takes 1 to 2 arguments, found 3'],
    ['IIF([a] = , "x", "y")', 10, '"=" needs a value on both sides'],
    ['Not(&)', 4, 'expected [attribute], "text" or a function, found "&"'],
  ])('refuses %s at its place', (text, offset, reason) => {
    const parse = (): unknown => parseExpression(text)
    expect(parse).toThrow(ExpressionError)
    expect(parse).toThrow(`column ${offset + 1}: `)
    expect(parse).toThrow(reason)
  })

  it('refuses an attribute that the source does not have', () => {
    expect(() => evaluate('ToLower([nope])')).toThrow('column 9: unknown attribute [nope]')
  })
})
