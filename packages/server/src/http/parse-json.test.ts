import { InvalidSyntax } from '@rolecall/core/scim/errors'
import { describe, expect, it } from 'vitest'

import { parseJson, parseLargeJson } from './parse-json.ts'

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    expect(parseJson(' {"a":[1,{"b":null}]} ')).toEqual({ a: [1, { b: null }] })
  })

  it('says where the text stops being JSON, and nothing of its content', () => {
    const parse = () => parseJson('{\n "password": "secret"\n "b": 1}')
    expect(parse).toThrow(new InvalidSyntax('The body is not valid JSON (at line 3, column 2)'))
  })

  it('says that a body is empty', () => {
    expect(() => parseJson(' ')).toThrow(new InvalidSyntax('The body is empty'))
  })

  it('refuses the name that changes prototypes, however it is written', () => {
    expect(() => parseJson('{"a":[{"__proto__":{"admin":true}}]}')).toThrow(InvalidSyntax)
    expect(() => parseJson(String.raw`{"\u005f_proto__":1}`)).toThrow(InvalidSyntax)
  })

  it('refuses a name that says two things, and takes one that says the same again', async () => {
    const twice = new InvalidSyntax('The name "a" is twice in one object, with different values (at line 1, column 8)')
    expect(() => parseJson('{"a":1,"a":2}')).toThrow(twice)
    await expect(parseLargeJson(`{"a":1,"a":2,"b":"${'x'.repeat(300_000)}"}`)).rejects.toThrow(twice)
    expect(parseJson('{"a":1,"a":1}')).toEqual({ a: 1 })
  })

  it('refuses nesting that would use up the stack of what comes after', () => {
    expect(parseJson('['.repeat(64) + ']'.repeat(64))).toBeInstanceOf(Array)
    expect(() => parseJson('['.repeat(65) + ']'.repeat(65))).toThrow(InvalidSyntax)
    expect(() => parseJson('{"a":'.repeat(500_000) + '1' + '}'.repeat(500_000))).toThrow('nested deeper than 64')
  })
})
