import { describe, expect, it } from 'vitest'

import { toShape, type JsonSchema } from './to-shape.ts'

describe('toShape', () => {
  it.each<[JsonSchema, string]>([
    [{ type: 'string' }, 'string'],
    [{}, 'any'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ const: 'ok' }, '"ok"'],
    [{ enum: ['Owner', 2] }, '"Owner" | 2'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 'string | null'],
    [{ type: 'array', items: { type: 'integer' } }, '[integer]'],
    [{ type: 'object', additionalProperties: { type: 'string' } }, '{ [key]: string }'],
    [{ type: 'object', properties: {} }, '{ … }'],
    [
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'string' }, b: { items: { properties: { c: {} } } } },
      },
      '{\n  a: string\n  b?: [{\n    c?: any\n  }]\n}',
    ],
  ])('writes %j as %s', (schema, shape) => {
    expect(toShape(schema)).toBe(shape)
  })

  it('writes out a named schema, and by its name within itself', () => {
    const tree = { properties: { parts: { items: { $ref: '#/components/schemas/Tree' } } }, required: ['parts'] }
    expect(toShape({ $ref: '#/components/schemas/Tree' }, { Tree: tree })).toBe('{\n  parts: [Tree]\n}')
  })
})
