import { UnprocessableError } from '@rolecall/core/errors'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import { base64url, generateKeyPair, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { startIssuer, type TokenIssuer } from '@rolecall/testkit/token-issuer'
import { createOutbound, OutboundError, type Outbound } from '../outbound/create-outbound.ts'
import { createKeySets } from '../outbound/key-sets.ts'
import { createIdTokenVerifier } from './verify-id-token.ts'

const now = '2026-06-01T12:00:00.000Z'
const seconds = Date.parse(now) / 1_000

let issuer: TokenIssuer
let connection: SsoConnection
let claims: JWTPayload

beforeEach(async () => {
  issuer = await startIssuer()
  const urls = { issuer: issuer.issuer, jwksUri: issuer.jwksUri }
  const unused = { console: false, sealedSecret: null }
  connection = { id: 'c1', name: 'Entra', audience: 'client-1', claim: 'oid', created: now, ...urls, ...unused }
  claims = {
    iss: issuer.issuer,
    aud: 'client-1',
    iat: seconds - 10,
    exp: seconds + 600,
    oid: 'subject-1',
    sub: 'other',
  }
})
afterEach(() => issuer.close())

const outbound = createOutbound({ allow: ['127.0.0.1'], timeoutMs: 30_000 })
const verify = createIdTokenVerifier(() => now, createKeySets(outbound))

describe('createIdTokenVerifier (OpenID Connect Core §3.1.3.7)', () => {
  it('answers the subject that the connection’s claim holds', async () => {
    expect(await verify(connection, await issuer.sign(claims))).toBe('subject-1')
    expect(await verify({ ...connection, claim: 'sub' }, await issuer.sign(claims))).toBe('other')
  })

  it.each<[string, Record<string, unknown>]>([
    ['another issuer', { iss: 'https://other.example' }],
    ['another audience', { aud: 'client-2' }],
    ['an audience that begins alike', { aud: 'client-10' }],
    ['no audience', { aud: undefined }],
    ['its time over', { exp: seconds - 61 }],
    ['no end', { exp: undefined }],
    ['no time of issue', { iat: undefined }],
    ['its time to come', { nbf: seconds + 61 }],
    ['no subject', { oid: undefined }],
    ['an empty subject', { oid: '' }],
    ['a subject that is no text', { oid: ['subject-1'] }],
    ['a sub beside it that no database keeps', { sub: 'other\uD83D' }],
    ['a subject that no database keeps', { oid: 'subject-1\0' }],
    ['several audiences and no azp', { aud: ['client-1', 'client-2'] }],
    ['several audiences and another azp', { aud: ['client-1', 'client-2'], azp: 'client-2' }],
    ['another azp', { azp: 'client-2' }],
    ['a time of issue in the future', { iat: seconds + 61 }],
    ['a time of issue more than a day ago', { iat: seconds - 86_461 }],
    ['a time of issue that is no number', { iat: '2026-06-01' }],
    ['the kind of an access token in its payload (Keycloak)', { typ: 'Bearer' }],
    ['the kind of a refresh token', { typ: 'Refresh' }],
    ['events, as a logout token has them', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }],
  ])('refuses a token with %s', async (_, change) => {
    const token = await issuer.sign({ ...claims, ...change })
    await expect(verify(connection, token)).rejects.toThrow(UnprocessableError)
  })

  it.each<[string, JWTPayload]>([
    ['several audiences and its azp', { aud: ['client-2', 'client-1'], azp: 'client-1' }],
    ['an end within the tolerance of clocks', { exp: seconds - 59 }],
    ['a time of issue within the tolerance of clocks', { iat: seconds + 59 }],
    ['a time of issue almost a day ago', { iat: seconds - 86_399 }],
    ['its kind in its payload', { typ: 'ID' }],
  ])('takes a token with %s', async (_, change) => {
    expect(await verify(connection, await issuer.sign({ ...claims, ...change }))).toBe('subject-1')
  })

  it.each(['at+jwt', 'application/at+jwt', 'logout+jwt', 'secevent+jwt', 'dpop+jwt', 'JOSE', ''])(
    'refuses a token of the type %j (RFC 8725 §3.11)',
    async (typ) => {
      await expect(verify(connection, await issuer.sign(claims, { typ }))).rejects.toThrow('is not valid')
    },
  )

  it.each(['JWT', 'jwt'])('takes a token of the type %s (RFC 7519 §5.1)', async (typ) => {
    expect(await verify(connection, await issuer.sign(claims, { typ }))).toBe('subject-1')
  })

  it('refuses a token signed by somebody else under a known key id', async () => {
    const { privateKey: key } = await generateKeyPair('RS256')
    await expect(verify(connection, await issuer.sign(claims, { key }))).rejects.toThrow(UnprocessableError)
  })

  it('refuses tokens without signature, with a shared secret, and text that is none', async () => {
    const unsigned = new UnsecuredJWT(claims).encode()
    const keySet = await (await fetch(issuer.jwksUri)).text()
    const symmetric = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .sign(new TextEncoder().encode(keySet))
    const [header, , signature] = (await issuer.sign(claims)).split('.')
    const changed = [header, base64url.encode(JSON.stringify({ ...claims, oid: 'owner' })), signature].join('.')
    for (const token of [unsigned, symmetric, changed, 'no token', 'a.b.c']) {
      await expect(verify(connection, token)).rejects.toThrow(UnprocessableError)
    }
  })

  it('fetches a key set once, and for unknown key ids not again and again', async () => {
    await verify(connection, await issuer.sign(claims))
    await verify(connection, await issuer.sign(claims))
    const unknown = await issuer.sign(claims, { kid: 'key-2' })
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(verify(connection, unknown)).rejects.toThrow(UnprocessableError)
    }
    expect(issuer.fetches()).toBe(1)
  })

  it('says that keys can not be read where the issuer can not be asked, and works when it can', async () => {
    let away = true
    const getJson: Outbound['getJson'] = (url, read) =>
      away ? Promise.reject(new OutboundError('away')) : outbound.getJson(url, read)
    const verifyLater = createIdTokenVerifier(() => now, createKeySets({ ...outbound, getJson }))
    const token = await issuer.sign(claims)
    await expect(verifyLater(connection, token)).rejects.toMatchObject({ code: 'KEY_SET_UNAVAILABLE' })
    away = false
    expect(await verifyLater(connection, token)).toBe('subject-1')
  })
})
