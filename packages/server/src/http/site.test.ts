import { ConfigurationError } from '@rolecall/core/errors'
import { describe, expect, it } from 'vitest'

import { toCookieName } from './cookie-name.ts'
import { pathOf, toSite } from './site.ts'

describe('where a server is reached', () => {
  it.each([
    [null, null, { url: null, path: '' }],
    [null, '/', { url: null, path: '' }],
    [null, '/rolecall/', { url: null, path: '/rolecall' }],
    ['https://a.example/', null, { url: 'https://a.example', path: '' }],
    ['https://a.example/in/side/', null, { url: 'https://a.example/in/side', path: '/in/side' }],
    ['https://a.example/in', '/in', { url: 'https://a.example/in', path: '/in' }],
  ])('is by the address %j and the path %j', (url, path, site) => {
    expect(toSite(url, path)).toEqual(site)
  })

  it.each([
    [null, 'rolecall'],
    [null, '/a b'],
    [null, '/a"b'],
    [null, '/a//b'],
    [null, '/a/../b'],
    [null, '/:id'],
    ['https://a.example/%22', null],
    ['https://a.example/a', '/b'],
    ['https://a.example', '/b'],
  ])('is refused for the address %j and the path %j', (url, path) => {
    expect(() => toSite(url, path)).toThrow(ConfigurationError)
  })
})

it.each([
  ['https://a.example', ''],
  ['http://[::1]:80/x/y', '/x/y'],
])('finds the path of %s', (origin, path) => {
  expect(pathOf(origin)).toBe(path)
})

it('names a cookie by the path, so that two servers of one host keep each their own', () => {
  const nameOf = (url: string) => toCookieName('rolecall', toSite(url))
  expect(['https://a', 'https://a/x', 'https://a/x/y', 'http://a/x'].map(nameOf)).toEqual([
    '__Host-rolecall',
    '__Host-rolecall~x',
    '__Host-rolecall~x~y',
    'rolecall~x',
  ])
})
