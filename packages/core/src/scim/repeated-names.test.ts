import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { checkJsonBudget } from './check-json-budget.ts'
import { InvalidSyntax } from './errors.ts'
import { refuseRepeatedNames } from './repeated-names.ts'
import type { Json } from './resource/resource-data.ts'

const check = (text: string) => refuseRepeatedNames(text, JSON.parse(text) as Json, checkJsonBudget(text))

describe('refuseRepeatedNames', () => {
  it.each([
    ['{"active":true,"active":false}', 'active', 1, 16],
    ['{"a":1,\n "Operations":[{"op":"add",\n  "value":[1,{"b":2}],"op" : "remove"}]}', 'op', 3, 23],
    ['[{"a":{"x":1}},{"a":{"x":1},"b":[],"a":{"x":2}}]', 'a', 1, 36],
    [String.raw`{"a\"b":"}","\u0061\"b":"{"}`, 'a"b', 1, 13],
    ['{"a":1,"a":1,"a":"1"}', 'a', 1, 14],
    ['{"__proto__":1,"__proto__":2}', '__proto__', 1, 16],
  ])('names what an object says twice in different ways: %s', (text, name, line, column) => {
    const detail = `The name ${JSON.stringify(name)} is twice in one object, with different values (at line ${line}, column ${column})`
    expect(() => check(text)).toThrow(new InvalidSyntax(detail))
  })

  it.each([
    ['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}],"A":5}'],
    ['{"active": true , "active":true}'],
    ['{"a":[{"b":{}}],"a":[{"b":{}}]}'],
    ['"a:b"'],
    ['[]'],
    ['{}'],
  ])('lets pass what says the same, or stands in different objects: %s', (text) => {
    expect(() => check(text)).not.toThrow()
  })

  it('cuts a name that is very long', () => {
    const name = 'x'.repeat(10_000)
    expect(() => check(`{"${name}":1,"${name}":2}`)).toThrow(`The name "${'x'.repeat(100)}…" is twice`)
  })

  it('refuses no text that says each name once, and each that says one again (law)', () => {
    const object = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 })
    fc.assert(
      fc.property(object, fc.nat(), (value, chosen) => {
        const text = JSON.stringify(value)
        expect(() => check(text)).not.toThrow()
        const name = Object.keys(value)[chosen % Object.keys(value).length] ?? ''
        const again = `${text.slice(0, -1)},${JSON.stringify(name)}:"said again"}`
        fc.pre(value[name] !== 'said again')
        expect(() => check(again)).toThrow(InvalidSyntax)
      }),
    )
  })
})
