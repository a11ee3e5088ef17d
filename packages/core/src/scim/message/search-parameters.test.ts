import { describe, expect, it } from 'vitest'
import { InvalidCount, InvalidFilter, InvalidSyntax, InvalidValue } from '../errors.ts'
import { printFilter } from '../filter/print-filter.ts'
import { Tolerances } from '../tolerance.ts'
import { MAX_NAMED_ATTRIBUTES, parseSearchParameters } from './search-parameters.ts'
import { parseSearchRequest, SEARCH_REQUEST_URN } from './search-request.ts'

const parse = (query: string, tolerances = new Tolerances()) => parseSearchParameters(query, tolerances)
const filterOf = (query: string, tolerances = new Tolerances()) => {
  const { filter } = parse(query, tolerances)
  return filter && printFilter(filter)
}

const NOTHING = {
  filter: undefined,
  sortBy: undefined,
  sortOrder: 'ascending',
  startIndex: 1,
  count: undefined,
  cursor: undefined,
  attributes: undefined,
  excludedAttributes: undefined,
}

describe('parseSearchParameters', () => {
  it.each([
    ['', {}],
    ['aadOptscim062020', {}],
    ['unknown=1&filter', {}],
    ['startIndex=0&count=-1', { startIndex: 1, count: 0 }],
    ['startIndex=-5&count=0', { startIndex: 1, count: 0 }],
    ['startIndex=11&count=10', { startIndex: 11, count: 10 }],
    ['STARTINDEX=2&COUNT=3', { startIndex: 2, count: 3 }],
    ['startIndex=&count=', {}],
    ['count=1&count=2', { count: 1 }],
    ['cursor=&count=5', { cursor: '', count: 5 }],
    ['count=5&cursor', { cursor: '', count: 5 }],
    ['cursor&count=5', { cursor: '', count: 5 }],
    ['cursor=a%2Bb+c', { cursor: 'a+b+c' }],
    ['sortBy=name.givenName&sortOrder=Descending', { sortBy: 'name.givenName', sortOrder: 'descending' }],
    [
      'attributes=userName,%20emails.value,&excludedAttributes=members',
      { attributes: ['userName', 'emails.value'], excludedAttributes: ['members'] },
    ],
    ['attributes=emails[type eq "a,b"].value,title', { attributes: ['emails[type eq "a,b"].value', 'title'] }],
    ['attributes=', {}],
  ])('reads %s', (query, expected) => {
    expect(parse(query)).toEqual({ ...NOTHING, ...expected })
  })

  it.each([
    ['filter=userName%20eq%20%22ann%2Btest%40example.com%22', 'userName eq "ann+test@example.com"', []],
    ['filter=userName%20eq%20"ann+test@example.com"', 'userName eq "ann+test@example.com"', []],
    ['filter=userName+eq+%22ann%40example.com%22', 'userName eq "ann@example.com"', ['plus-as-space']],
    ['filter=displayName+eq+%22Jane+Doe%22', 'displayName eq "Jane Doe"', ['plus-as-space']],
    ['filter=userName eq "a"?', 'userName eq "a"', ['trailing-delimiter']],
    ['filter=userName eq "a"&', 'userName eq "a"', ['trailing-delimiter']],
    ['filter=title eq "\\"+"', 'title eq "\\"+"', []],
  ])('reads %s as %s', (query, expected, recorded) => {
    const tolerances = new Tolerances()
    expect(filterOf(query, tolerances)).toBe(expected)
    expect(tolerances.recorded).toEqual(recorded)
  })

  it.each([
    ['filter=', InvalidFilter],
    ['filter=userName%20regex%20%22x%22', InvalidFilter],
    ['filter=%ff', InvalidValue],
    ['count=ten', InvalidValue],
    ['startIndex=1.5', InvalidValue],
    ['cursor=&count=ten', InvalidCount],
    ['sortOrder=up', InvalidValue],
  ])('refuses %s', (query, error) => {
    expect(() => parse(query)).toThrow(error)
  })
})

describe('parseSearchRequest', () => {
  it('reads the example (RFC 7644 §3.4.3, figure 4)', () => {
    const body = {
      schemas: [SEARCH_REQUEST_URN],
      attributes: ['displayName', 'userName'],
      filter: 'displayName sw "smith"',
      startIndex: 1,
      count: 10,
    }
    const { filter, ...others } = parseSearchRequest(body, new Tolerances({ strict: true }))
    expect(filter && printFilter(filter)).toBe(body.filter)
    expect(others).toMatchObject({ attributes: body.attributes, startIndex: 1, count: 10 })
  })

  it('reads its names in any case (RFC 7643 §2.1): an overlooked filter would find everybody', () => {
    const body = { Schemas: [SEARCH_REQUEST_URN], FILTER: 'title pr', startindex: 3, Attributes: ['title'] }
    const { filter, ...others } = parseSearchRequest(body, new Tolerances({ strict: true }))
    expect(filter && printFilter(filter)).toBe('title pr')
    expect(others).toMatchObject({ startIndex: 3, attributes: ['title'] })
  })

  it.each([
    [null, InvalidSyntax],
    [{ filter: 5 }, InvalidValue],
    [{ attributes: [5] }, InvalidValue],
    [{ attributes: 5 }, InvalidValue],
    [{ count: {} }, InvalidValue],
    [{ count: {}, cursor: '' }, InvalidCount],
  ])('refuses %j', (body, error) => {
    expect(() => parseSearchRequest(body, new Tolerances())).toThrow(error)
  })

  it('refuses a message without its URN in strict mode', () => {
    expect(() => parseSearchRequest({}, new Tolerances({ strict: true }))).toThrow(InvalidSyntax)
  })
})

describe('what a search may name', () => {
  const search = (body: object) => parseSearchRequest({ schemas: [SEARCH_REQUEST_URN], ...body }, new Tolerances())
  const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`)

  it.each(['attributes', 'excludedAttributes'])('is at most MAX_NAMED_ATTRIBUTES of %s', (parameter) => {
    const most = names(MAX_NAMED_ATTRIBUTES)
    const message = `'${parameter}' has ${MAX_NAMED_ATTRIBUTES + 1} names; at most ${MAX_NAMED_ATTRIBUTES} are allowed`
    expect(() => search({ [parameter]: most })).not.toThrow()
    expect(() => parse(`${parameter}=${most.join()}`)).not.toThrow()
    expect(() => search({ [parameter]: [...most, 'x'] })).toThrow(new InvalidValue(message))
    expect(() => parse(`${parameter}=${most.join()},x`)).toThrow(new InvalidValue(message))
    expect(() => search({ [parameter]: 'x'.repeat(65_537) })).toThrow(InvalidValue)
  })

  it('is no endless attribute to sort by, which the answer would repeat', () => {
    expect(() => search({ sortBy: 'x'.repeat(32_769) })).toThrow(
      new InvalidValue("'sortBy' is longer than 32768 characters"),
    )
  })
})
