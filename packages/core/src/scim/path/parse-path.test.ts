import { describe, expect, it } from 'vitest'
import { InvalidPath } from '../errors.ts'
import { printFilter } from '../filter/print-filter.ts'
import { Tolerances } from '../tolerance.ts'
import { parsePath } from './parse-path.ts'

const strict = () => new Tolerances({ strict: true })

describe('parsePath', () => {
  it.each([
    ['members', 'members', undefined, undefined],
    ['name.familyName', 'name.familyName', undefined, undefined],
    ['addresses[type eq "work"]', 'addresses', 'type eq "work"', undefined],
    [
      'members[value eq "2819c223-7f76-453a-919d-413861904646"]',
      'members',
      'value eq "2819c223-7f76-453a-919d-413861904646"',
      undefined,
    ],
    ['members[value eq"2819c223"].displayName', 'members', 'value eq "2819c223"', 'displayName'],
    [
      'urn:a:2.0:User:emails[type eq "work" and primary eq true].value',
      'urn:a:2.0:User:emails',
      'type eq "work" and primary eq true',
      'value',
    ],
  ])('reads %s (RFC 7644 §3.5.2, figure 8)', (text, attribute, filter, subAttribute) => {
    const path = parsePath(text, strict())
    expect(path.attribute.text).toBe(attribute)
    expect(path.filter && printFilter(path.filter)).toBe(filter)
    expect(path.subAttribute?.text).toBe(subAttribute)
  })

  it.each([
    ['', 0],
    ['[type eq "work"]', 0],
    ['emails[type eq "work"', 21],
    ['emails[type eq "work"].', 23],
    ['emails[type eq "work"]value', 22],
    ['emails[type eq "work"] .value', 23],
    ['emails[0]', 7],
    ['a b', 2],
    ['emails[type eq "work"][value pr]', 22],
  ])('refuses %j at position %i', (text, position) => {
    try {
      parsePath(text, new Tolerances())
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidPath)
      expect(error).toMatchObject({ scimType: 'invalidPath', position })
    }
  })
})
