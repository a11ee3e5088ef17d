import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import { describe, expect, it } from 'vitest'

import { createKeySets } from '../outbound/key-sets.ts'
import type { Outbound } from '../outbound/create-outbound.ts'
import {
  AssertionRefused,
  checkClaims,
  KeysUnavailable,
  verifySignature,
  type ExpectedAssertion,
} from './verify-assertion.ts'

const now = new Date('2026-06-01T12:00:00.000Z')
const seconds = now.getTime() / 1_000
const pair = await generateKeyPair('ES256')
const other = await generateKeyPair('ES256')
const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k1' }

/** What Entra sends, and the trust that its administrator is told to make. */
const claims = {
  iss: 'https://login.microsoftonline.com/7c0e/v2.0',
  aud: 'api://19aa',
  sub: '5d11',
  tid: '7c0e',
  iat: seconds,
  nbf: seconds,
  exp: seconds + 3_900,
  ver: '2.0',
}
const jwksUri = 'https://login.microsoftonline.com/7c0e/discovery/v2.0/keys'
const expected: ExpectedAssertion = {
  credentialId: 'cr-1',
  clientId: 'c-1',
  audiences: ['https://scim.example/oauth2/token', 'https://scim.example'],
  trust: { issuer: claims.iss, subject: claims.sub, audience: claims.aud, tenant: claims.tid, jwksUri },
}
const plain: ExpectedAssertion = {
  ...expected,
  trust: { issuer: null, subject: null, audience: null, tenant: null, jwksUri },
}

/** An issuer whose keys are `keys` at this moment; `null` while it is away. */
function issuerOf(keys: readonly object[] | null) {
  const issuer = { keys, asked: 0 }
  const outbound: Pick<Outbound, 'getJson'> = {
    getJson: async (_, read) => {
      issuer.asked += 1
      if (issuer.keys === null) throw new Error('away')
      return read({ keys: issuer.keys } as never)
    },
  }
  return { issuer, outbound }
}

const sign = (payload: JWTPayload, kid = 'k1', key = pair.privateKey) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid }).sign(key)

async function verify(payload: JWTPayload, of: ExpectedAssertion = expected) {
  const { issuer, outbound } = issuerOf([jwk])
  const assertion = await sign(payload)
  try {
    checkClaims(assertion, of)
    return await verifySignature(createKeySets(outbound), assertion, of, now)
  } finally {
    asked = issuer.asked
  }
}
let asked = 0

describe('an assertion (RFC 7523 §3)', () => {
  it('of Entra is taken, though it does not say which one it is', async () => {
    expect(await verify(claims)).toBeNull()
    expect(await verify({ ...claims, aud: [claims.aud] })).toBeNull()
  })

  it('of a client itself is taken for either name of this server', async () => {
    for (const aud of plain.audiences) {
      const own = { iss: 'c-1', sub: 'c-1', aud, exp: seconds + 300, jti: '9f2c' }
      expect(await verify(own, plain)).toEqual({
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        expiresAt: '2026-06-01T13:06:00.000Z',
      })
    }
  })

  it.each<[string, object]>([
    ['another issuer', { iss: 'https://login.microsoftonline.com/7c0e/' }],
    ['another audience', { aud: 'api://19aa/.default' }],
    ['an audience of another case', { aud: 'API://19aa' }],
    ['several audiences', { aud: ['api://19aa', 'api://evil'] }],
    ['no audience', { aud: undefined }],
    ['another subject', { sub: '5d12' }],
    ['a subject that is no text', { sub: ['5d11'] }],
    ['another tenant', { tid: '7c0f' }],
    ['no tenant', { tid: undefined }],
  ])('with %s is refused before anybody is asked for keys', async (_, change) => {
    await expect(verify({ ...claims, ...change })).rejects.toThrow(AssertionRefused)
    expect(asked).toBe(0)
  })

  it.each<[string, object]>([
    ['its time over', { exp: seconds - 61 }],
    ['its time to come', { nbf: seconds + 61 }],
    ['no end', { exp: undefined }],
    ['an end that is no number', { exp: 'never' }],
    ['an end in more than a day', { exp: seconds + 86_401 }],
    ['a time of issue in the future', { iat: seconds + 61 }],
    ['a jti that is no text', { jti: 7 }],
  ])('with %s is refused', async (_, change) => {
    await expect(verify({ ...claims, ...change } as JWTPayload)).rejects.toThrow(AssertionRefused)
  })

  it.each<[string, object]>([
    ['an end within the tolerance of clocks', { exp: seconds - 59 }],
    ['an end in a day', { exp: seconds + 86_400 }],
    ['a beginning within it', { nbf: seconds + 59, iat: seconds + 59 }],
    ['no time of issue', { iat: undefined, nbf: undefined }],
  ])('with %s is taken', async (_, change) => {
    expect(await verify({ ...claims, ...change })).toBeNull()
  })

  it.each(['', 'x', 'a.b', 'a.b.c', 'eyJhbGciOiJFUzI1NiJ9.e30', 'eyJhbGciOiJFUzI1NiJ9.bnVsbA.c'])(
    'is none: %j',
    (text) => {
      expect(() => checkClaims(text, expected)).toThrow(AssertionRefused)
    },
  )

  it('without a signature is refused before its claims are looked at', () => {
    const unsigned = new UnsecuredJWT(claims).encode()
    expect(() => checkClaims(unsigned, expected)).toThrow('none, which is not taken')
  })

  it('says what was wrong in words that an owner can compare', async () => {
    await expect(verify({ ...claims, aud: 'api://19aa/.default' })).rejects.toThrow(
      'its aud is api://19aa/.default; api://19aa was expected',
    )
    await expect(verify({ ...claims, sub: 'x'.repeat(5_000) })).rejects.toThrow(
      /^its sub is x{200}…; 5d11 was expected$/,
    )
    // The owner is told by what both databases can keep.
    await expect(verify({ ...claims, sub: 'a\0' })).rejects.toThrow('its sub is a\u{FFFD}; 5d11 was expected')
  })
})

describe('the keys of an issuer', () => {
  async function start() {
    const { issuer, outbound } = issuerOf([jwk])
    const clock = { now: 0 }
    const keySets = createKeySets(outbound, () => clock.now)
    return { issuer, clock, check: async (assertion: string) => verifySignature(keySets, assertion, expected, now) }
  }

  it('are asked for once, and refuse a signature by another key of the same name', async () => {
    const { check, issuer } = await start()
    await check(await sign(claims))
    await check(await sign(claims))
    await expect(check(await sign(claims, 'k1', other.privateKey))).rejects.toThrow(AssertionRefused)
    expect(issuer.asked).toBe(1)
  })

  it('that can not be read leave the assertion undecided, and are asked for again', async () => {
    const { check, issuer } = await start()
    issuer.keys = null
    await expect(check(await sign(claims))).rejects.toThrow(KeysUnavailable)
    issuer.keys = [jwk]
    expect(await check(await sign(claims))).toBeNull()
  })
})
