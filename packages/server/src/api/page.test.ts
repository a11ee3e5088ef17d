import { BadRequest } from '@rolecall/core/scim/errors'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { parsePage, toPageAnswer } from './page.ts'

const request = { origin: 'https://rolecall.example', query: '', headers: {} }

describe('parsePage', () => {
  it.each([
    ['', null, 1_000],
    ['limit=10', null, 10],
    ['limit=5000', null, 1_000],
    ['limit=10&after=a%2Fb&unknown=1', 'a/b', 10],
  ])('reads %j', (query, after, limit) => {
    expect(parsePage(query)).toEqual({ after, limit })
  })

  it.each(['0', '-1', 'x', '', '1e3', '99999999999'])('refuses the limit %j', (limit) => {
    expect(() => parsePage(`limit=${limit}`)).toThrow(BadRequest)
  })
})

describe('toPageAnswer', () => {
  it('links a full page to the next one, with the place encoded', () => {
    const answer = toPageAnswer(request, '/api/teams', { after: null, limit: 2 }, ['a', 'b'], 'ü&b')
    expect(answer.headers).toEqual({
      Link: '<https://rolecall.example/api/teams?limit=2&after=%C3%BC%26b>; rel="next"',
    })
  })

  it('links to a page that begins exactly where this one ends, whatever the place is called', () => {
    const place = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0'))
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 1_000 }), (after, limit) => {
        const entries = Array.from({ length: limit }, () => 'x')
        const { Link = '' } = toPageAnswer(request, '/api/teams', { after: null, limit }, entries, after).headers ?? {}
        const url = new URL(Link.slice(1, Link.indexOf('>')))
        expect(parsePage(url.search.slice(1))).toEqual({ after, limit })
      }),
    )
  })

  it('does not link the last page', () => {
    expect(toPageAnswer(request, '/api/teams', { after: null, limit: 2 }, ['a'], 'a').headers).toBeUndefined()
    expect(toPageAnswer(request, '/api/teams', { after: null, limit: 2 }, [], undefined).headers).toBeUndefined()
  })
})
