import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { checkJsonBudget, MAX_DEPTH, MAX_JSON_VALUES, MAX_NAMES } from './check-json-budget.ts'
import { InvalidSyntax, PayloadTooLarge } from './errors.ts'

const named = (names: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: names }, (_, i) => [`n${i}`, i])))
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
const valued = (values: number) => `[${Array.from({ length: values }).fill(1).join()}]`

describe('checkJsonBudget', () => {
  it.each([
    ['no JSON', 'text } ] "'],
    ['the deepest', nested(MAX_DEPTH)],
    ['many lists beside each other', `[${Array.from({ length: 500 }).fill(nested(5)).join()}]`],
    ['the most names', named(MAX_NAMES)],
    ['objects beside and within each other', `[${named(MAX_NAMES)},{"a":${named(MAX_NAMES)},"b":1}]`],
    ['as many wide objects as may be', `[${Array.from({ length: 22 }).fill(named(MAX_NAMES)).join()}]`],
    ['the most values', valued(MAX_JSON_VALUES - 1)],
    ['a text with all of it', JSON.stringify(`${nested(100)}${named(2_000)}\\" : ,`)],
  ])('lets %s pass', (_, text) => {
    expect(() => checkJsonBudget(text)).not.toThrow()
  })

  it.each([
    [nested(MAX_DEPTH + 1), new InvalidSyntax('The body is nested deeper than 64 levels')],
    ['['.repeat(1_000_000), new InvalidSyntax('The body is nested deeper than 64 levels')],
    [named(MAX_NAMES + 1), new InvalidSyntax('An object of the body has more than 1000 names')],
    [`{"a":[${named(MAX_NAMES + 1)}]}`, new InvalidSyntax('An object of the body has more than 1000 names')],
    [
      `[${Array.from({ length: 23 }).fill(named(MAX_NAMES)).join()}]`,
      new InvalidSyntax('The objects of the body with more than 100 names have too many of them together'),
    ],
    [valued(MAX_JSON_VALUES), new PayloadTooLarge('The body has more than 600000 values')],
  ])('names the limit of what is beyond it (%#)', (text, error) => {
    expect(() => checkJsonBudget(text)).toThrow(error)
  })

  it('counts no character of a text', () => {
    const texts = fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 })
    fc.assert(
      fc.property(texts, (list) => checkJsonBudget(JSON.stringify(list.map((text) => text + nested(100)))) === 0),
    )
  })
})
