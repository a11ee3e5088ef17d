import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidFilter } from '../errors.ts'
import { isStorableText } from '../storable-text.ts'
import { Tolerances } from '../tolerance.ts'
import type { Comparison, Filter } from './filter.ts'
import { parseFilter } from './parse-filter.ts'
import { printFilter } from './print-filter.ts'

const strict = () => new Tolerances({ strict: true })

/** RFC 7644 §3.4.2.2, figure 2, all of them. */
const RFC_FILTERS = [
  'userName eq "bjensen"',
  'name.familyName co "O\'Malley"',
  'userName sw "J"',
  'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
  'title pr',
  'meta.lastModified gt "2011-05-13T04:42:34Z"',
  'meta.lastModified ge "2011-05-13T04:42:34Z"',
  'meta.lastModified lt "2011-05-13T04:42:34Z"',
  'meta.lastModified le "2011-05-13T04:42:34Z"',
  'title pr and userType eq "Employee"',
  'title pr or userType eq "Intern"',
  'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
  'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
  'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
  'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
]

describe('parseFilter', () => {
  it.each(RFC_FILTERS)('reads the example %s, and prints it back (RFC 7644 §3.4.2.2)', (text) => {
    expect(printFilter(parseFilter(text, strict()))).toBe(text)
  })

  it.each([
    ['userType eq "Employee" and (emails.type eq "work")', 'userType eq "Employee" and emails.type eq "work"'],
    [
      'userType eq "Employee" and emails[type eq "work" and\n  value co "@example.com"]',
      'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    ],
    ['userName Eq "john"', 'userName eq "john"'],
    ['a PR AND b pr OR NOT (c pr)', 'a pr and b pr or not (c pr)'],
    ['value eq"2819c223"', 'value eq "2819c223"'],
    ['((a pr))', 'a pr'],
    ['(a pr or b pr) and c pr', '(a pr or b pr) and c pr'],
    ['(a pr and b pr) and c pr', 'a pr and b pr and c pr'],
    ['a eq "\\u0041\\"\\\\"', 'a eq "A\\"\\\\"'],
    ['a eq -1.50e+2', 'a eq -1.50e+2'],
    ['a eq null or b ne true', 'a eq null or b ne true'],
    ['not(a pr)', 'not (a pr)'],
    ['not pr', 'not pr'],
  ])('reads %s as %s', (text, canonical) => {
    expect(printFilter(parseFilter(text, strict()))).toBe(canonical)
  })

  it('binds not before and, and and before or', () => {
    const filter = parseFilter('a pr or not (b pr) and c pr', strict())
    expect(filter).toMatchObject({
      kind: 'or',
      filters: [{ kind: 'present' }, { kind: 'and', filters: [{ kind: 'not' }, { kind: 'present' }] }],
    })
  })

  it.each([
    ['', 0],
    ['userName', 8],
    ['userName eq', 11],
    ['userName regex "x"', 9],
    ['userName eq "x', 12],
    ['userName eq "\\x"', 12],
    ['userName eq "a\tb"', 12],
    ['userName eq "\\u0000"', 12],
    ['userName eq "\\ud800"', 12],
    ['userName eq "x" and', 19],
    ['userName eq "x" xor a pr', 16],
    ['(userName pr', 12],
    ['userName pr)', 11],
    ['emails[type eq "work"', 21],
    ['emails[]', 7],
    ['emails[a[b pr]]', 8],
    ['emails[type pr] .value pr', 16],
    ['"userName" eq "x"', 0],
    ['1name pr', 0],
    ['user!name pr', 0],
    ['a eq (', 5],
    ["userName eq 'x'", 12],
    ['userName eq “x”', 12],
    ['userName eq `x`', 12],
  ])('refuses %j at position %i', (text, position) => {
    const error = thrownBy(() => parseFilter(text, new Tolerances()))
    expect(error).toBeInstanceOf(InvalidFilter)
    expect(error).toMatchObject({ status: 400, scimType: 'invalidFilter', position })
  })

  it('names the operator that it does not know (RFC 7644 §3.4.2.2)', () => {
    expect(() => parseFilter("userName regex 'x'", new Tolerances())).toThrow("The operator 'regex' is not supported")
  })

  it.each([
    ['externalId eq 2819c223-7f76', 'externalId eq "2819c223-7f76"', 'unquoted-value'],
    ['active eq True', 'active eq "True"', 'unquoted-value'],
    ['emails[type eq "work"].value eq "a"', 'emails[type eq "work" and value eq "a"]', 'filtered-sub-attribute'],
    ['emails[type eq "work"].value ne "a"', 'not (emails[type eq "work" and value eq "a"])', 'filtered-sub-attribute'],
    ['emails[type eq "work"].value pr', 'emails[type eq "work" and value pr]', 'filtered-sub-attribute'],
  ])('tolerates %s as %s, by name', (text, canonical, tolerance) => {
    const tolerances = new Tolerances()
    expect(printFilter(parseFilter(text, tolerances))).toBe(canonical)
    expect(tolerances.recorded).toEqual([tolerance])
    expect(() => parseFilter(text, strict())).toThrow(InvalidFilter)
  })

  it('limits depth, terms and length', () => {
    const nested = `${'('.repeat(100_000 / 4)}a pr${')'.repeat(10)}`
    expect(() => parseFilter(nested, strict())).toThrow('nested deeper')
    expect(() => parseFilter(Array.from({ length: 501 }, () => 'a pr').join(' or '), strict())).toThrow(
      'more than 500 terms',
    )
    expect(() => parseFilter(`a eq "${'x'.repeat(40_000)}"`, strict())).toThrow('longer than')
  })

  it('needs linear time for any text', () => {
    const start = process.cpuUsage()
    for (const piece of ['a', '"', '\\', '(', 'a.', '-', '1', 'e1', ' ', ':']) {
      thrownBy(() => parseFilter(piece.repeat(32_000), new Tolerances()))
      thrownBy(() => parseFilter(`a eq ${piece.repeat(32_000)}!`, new Tolerances()))
    }
    // CPU time, which a busy machine does not lengthen.
    expect(process.cpuUsage(start).user).toBeLessThan(1_000_000)
  })

  it('answers any text with a filter or an InvalidFilter with a position in the text', () => {
    const words = fc.constantFrom(
      'userName',
      'eq',
      'pr',
      'and',
      'or',
      'not',
      '(',
      ')',
      '[',
      ']',
      '"x"',
      '"',
      '.value',
      '1',
      'null',
      ' ',
      '\\',
      'urn:a:b',
      '$ref',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((parts) => parts.join(' ')),
      fc.array(words).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (source) => {
        try {
          parseFilter(source, new Tolerances())
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidFilter)
          const { position } = error as InvalidFilter
          expect(position).toBeGreaterThanOrEqual(0)
          expect(position).toBeLessThanOrEqual(source.length)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('reads back what printFilter prints', () => {
    fc.assert(
      fc.property(filters(), (filter) => {
        expect(withoutPositions(parseFilter(printFilter(filter), strict()))).toEqual(withoutPositions(filter))
      }),
      { numRuns: 500 },
    )
  })
})

function thrownBy(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return undefined
}

function withoutPositions(filter: Filter): unknown {
  return JSON.parse(JSON.stringify(filter, (key, value: unknown) => (key === 'position' ? 0 : value)))
}

/** Filters as the grammar makes them: `and` and `or` flat, value paths not nested. */
function filters(): fc.Arbitrary<Filter> {
  const path = fc
    .constantFrom('userName', 'name.givenName', 'urn:x:y:2.0:User:a-b', '$ref')
    .map((text) => ({ text, position: 0 }))
  const storable = fc.string({ unit: 'grapheme' }).filter(isStorableText)
  const value = fc.oneof(
    storable.map((text) => ({ value: text, text })),
    fc.constantFrom(true, false, null).map((literal) => ({ value: literal, text: String(literal) })),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((number) => !Object.is(number, -0))
      .map((number) => ({ value: number, text: JSON.stringify(number) })),
  )
  const operator = fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le')
  const comparison = fc
    .tuple(path, operator, value)
    .map(([at, op, literal]): Comparison => ({ kind: 'compare', path: at, operator: op, ...literal }))
  const presence = path.map((at): Filter => ({ kind: 'present', path: at }))
  const within = (leaf: fc.Arbitrary<Filter>) =>
    fc.letrec<{ filter: Filter }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 4 },
        leaf,
        tie('filter').map((filter): Filter => ({ kind: 'not', filter })),
        joinedFilters('and', tie('filter')),
        joinedFilters('or', tie('filter')),
      ),
    })).filter
  const simple = fc.oneof(comparison, presence)
  const valuePath = fc
    .tuple(path, within(simple))
    .map(([at, filter]): Filter => ({ kind: 'valuePath', path: at, filter }))
  return within(fc.oneof(simple, valuePath))
}

function joinedFilters(kind: 'and' | 'or', part: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  return fc
    .array(part, { minLength: 2, maxLength: 3 })
    .map((parts): Filter => ({ kind, filters: parts.flatMap((one) => (one.kind === kind ? one.filters : [one])) }))
}
