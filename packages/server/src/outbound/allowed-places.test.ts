import { describe, expect, it } from 'vitest'

import { isPlace, toAllowedPlaces } from './allowed-places.ts'

describe('isPlace', () => {
  it.each(['idp', 'idp.internal', 'IDP.Example', 'a-b.c', '10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8', '0.0.0.0/0'])(
    'is %s',
    (text) => {
      expect(isPlace(text)).toBe(true)
    },
  )

  it.each([
    '',
    ' ',
    'https://idp.internal',
    'idp:8080',
    '[::1]',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.1',
    '256.1.1.1',
    '*.internal',
    'fe80::1%eth0',
    '-a',
    'a..b',
  ])('is not %j', (text) => {
    expect(isPlace(text)).toBe(false)
  })
})

describe('toAllowedPlaces', () => {
  const { allows } = toAllowedPlaces(['IdP.internal', '10.1.0.0/16', 'fd00::/8', '192.168.0.7'])

  it.each([
    ['idp.internal', '127.0.0.1'],
    ['other', '10.1.2.3'],
    ['other', '::ffff:10.1.2.3'],
    ['other', '64:ff9b::10.1.2.3'],
    ['other', 'fd12::1'],
    ['other', '192.168.0.7'],
    ['other', '8.8.8.8'],
  ])('allows %s at %s', (host, address) => {
    expect(allows(host, address)).toBe(true)
  })

  it.each([
    ['evil.idp.internal', '127.0.0.1'],
    ['other', '10.2.0.1'],
    ['other', '192.168.0.8'],
    ['10.1.2.3', '127.0.0.1'],
  ])('does not allow %s at %s', (host, address) => {
    expect(allows(host, address)).toBe(false)
  })
})
