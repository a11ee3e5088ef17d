import type { IncomingMessage } from 'node:http'

import { BadRequest } from '@rolecall/core/scim/errors'
import { describe, expect, it } from 'vitest'

import { isSecure, requestOrigin } from './request-origin.ts'
import { toSite } from './site.ts'

const withHeaders = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage

describe('requestOrigin', () => {
  it('believes the operator before the request', () => {
    expect(requestOrigin(withHeaders({ host: 'other' }), toSite('https://rolecall.example'))).toBe(
      'https://rolecall.example',
    )
  })

  it.each(['localhost:8080', 'rolecall.example', '[::1]:8080', '10.0.0.1'])('takes the host %s', (host) => {
    expect(requestOrigin(withHeaders({ host }), toSite(null))).toBe(`http://${host}`)
  })

  it('does not believe the headers of a proxy', () => {
    const headers = { host: 'inside', 'x-forwarded-host': 'evil', 'x-forwarded-proto': 'https', forwarded: 'host=evil' }
    expect(requestOrigin(withHeaders(headers), toSite(null))).toBe('http://inside')
  })

  it('has the path that the server is mounted at', () => {
    expect(requestOrigin(withHeaders({ host: 'a' }), toSite(null, '/rolecall/'))).toBe('http://a/rolecall')
    expect(requestOrigin(withHeaders({ host: 'a' }), toSite('https://b/x'))).toBe('https://b/x')
  })

  it.each(['a b', 'a/b', 'a"b', 'user@host', 'a\\b', ''])('refuses the host %j', (host) => {
    expect(() => requestOrigin(withHeaders({ host }), toSite(null))).toThrow(BadRequest)
  })
})

it.each([
  ['https://rolecall.example', true],
  ['HTTPS://rolecall.example', true],
  ['http://https', false],
  [null, false],
])('says of %s whether clients come by TLS: %s', (origin, secure) => {
  expect(isSecure(origin)).toBe(secure)
})
