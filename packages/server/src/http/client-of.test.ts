import { describe, expect, it } from 'vitest'

import { createClientOf } from './client-of.ts'

const request = (remoteAddress: string | undefined, headers: Record<string, string> = {}) =>
  ({ headers, socket: { remoteAddress } }) as unknown as Parameters<ReturnType<typeof createClientOf>>[0]

describe('createClientOf', () => {
  it('believes no header where no proxy is named', () => {
    const client = createClientOf()(request('::ffff:192.0.2.1', { 'x-forwarded-for': '203.0.113.9' }))
    expect(client).toEqual({ address: '192.0.2.1' })
  })

  it.each([
    ['the client before one proxy', '203.0.113.9', '203.0.113.9'],
    ['what a client itself has put before it', '198.51.100.7, 203.0.113.9', '203.0.113.9'],
    ['the client before two proxies', '203.0.113.9, 10.0.0.2', '203.0.113.9'],
    ['IPv6', '2001:db8::7', '2001:db8::7'],
    ['the proxy, where its header is no address', '203.0.113.9, unknown', '10.0.0.1'],
    ['the proxy, where there is no header', undefined, '10.0.0.1'],
    ['the first proxy, where there are only proxies', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
  ])('finds %s', (_, header, address) => {
    const headers = header === undefined ? undefined : { 'x-forwarded-for': header }
    expect(createClientOf(['10.0.0.0/8', '::1'])(request('10.0.0.1', headers)).address).toBe(address)
  })

  it('does not believe a client that is no proxy', () => {
    const client = createClientOf(['10.0.0.1'])(request('10.0.0.2', { 'x-forwarded-for': '203.0.113.9' }))
    expect(client.address).toBe('10.0.0.2')
  })

  it('keeps the beginning of what a client calls itself, without a key in it', () => {
    const key = `rc_019_${'k'.repeat(43)}`
    const { userAgent = '' } = createClientOf()(request(undefined, { 'user-agent': `curl ${key} ${'x'.repeat(900)}` }))
    expect(userAgent).toContain('curl [masked]')
    expect(userAgent.length).toBeLessThan(201)
  })
})
