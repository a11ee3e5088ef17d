import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose'

/** What a token says otherwise: claims (`undefined` leaves one out), and by what it is signed. */
export type Lie = Readonly<Record<string, unknown>> & {
  /** `HS256`: with the published key as the secret. */
  readonly alg?: 'none' | 'HS256'
  /** More of its head. */
  readonly head?: object
  readonly key?: 'another'
  readonly typ?: string
  /** What is answered in the place of a token. */
  readonly token?: string
}

/** A provider that gives, for any code, an ID token that says what a test wants: what a real one would never give. */
export interface LyingProvider {
  readonly issuer: string
  /** The forms that came to its token endpoint. */
  readonly exchanged: readonly URLSearchParams[]
  /** What is published of its keys from now on: one that is no longer used beside nothing else, an empty set, something else, or nothing at all. */
  publish(what: 'usual' | 'next' | 'empty' | 'no set' | 'away'): Promise<void>
  /** What the tokens from now on say otherwise. */
  lie(lie: object): void
  /** An ID token that nobody has asked for by a code. */
  idToken(claims: object): Promise<string>
  /** A logout token. */
  logoutToken(lie: object): Promise<string>
  /** A token by which everything of somebody is to end; `aud` is for the test to say. */
  revocationToken(lie: object): Promise<string>
  close(): Promise<void>
}

const keys = generateKeyPair('RS256')
const otherKeys = generateKeyPair('RS256')

export async function startLyingProvider(): Promise<LyingProvider> {
  const { privateKey, publicKey } = await keys
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }
  const exchanged: URLSearchParams[] = []
  let published: object | null = { keys: [jwk] }
  let signing = privateKey
  let lie: Lie = {}
  let tokens = 0
  const http = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await answer(request)
    response.writeHead(body === null ? 503 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }

  async function answer(request: IncomingMessage): Promise<object | null> {
    if (request.url === '/keys') return published
    if (request.url !== '/token')
      return {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
      }
    const form = new URLSearchParams(await text(request))
    exchanged.push(form)
    const usual = { iss: issuer, aud: 'client-1', sub: 'sub-ann', oid: 'oid-ann', ...times() }
    return { access_token: 'access', token_type: 'Bearer', id_token: await sign({ ...usual, ...lie }, signing) }
  }

  return {
    issuer,
    exchanged,
    async publish(what) {
      const next = { ...(await exportJWK((await otherKeys).publicKey)), kid: 'key-2', alg: 'RS256', use: 'sig' }
      const sets = { usual: { keys: [jwk] }, next: { keys: [next] }, empty: { keys: [] }, 'no set': {}, away: null }
      published = sets[what]
      signing = what === 'next' ? (await otherKeys).privateKey : privateKey
    },
    lie: (next) => void (lie = next as Lie),
    idToken: (claims) => sign({ ...times(), ...claims }, privateKey),
    logoutToken(differ) {
      const events = { 'http://schemas.openid.net/event/backchannel-logout': {} }
      const usual = {
        iss: issuer,
        aud: 'client-1',
        events,
        jti: `jti of ${(tokens += 1)}`,
        typ: 'logout+jwt',
        ...times(),
      }
      return sign({ ...usual, ...differ }, signing)
    },
    revocationToken(differ) {
      const typ = 'global-token-revocation+jwt'
      const { exp, iat } = times()
      const usual = { iss: issuer, sub: 'client-1', jti: `jti of ${(tokens += 1)}`, typ, iat, nbf: iat - 300, exp }
      return sign({ ...usual, ...differ }, signing)
    },
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}

function times() {
  const iat = Math.floor(Date.now() / 1_000)
  return { iat, exp: iat + 300 }
}

async function sign({ alg, head, key, token, typ, ...claims }: Lie, usual: CryptoKey): Promise<string> {
  if (token !== undefined) return token
  const said = JSON.parse(JSON.stringify(claims)) as JWTPayload
  if (alg === 'none') return new UnsecuredJWT(said).encode()
  const own = usual === (await otherKeys).privateKey ? 'key-2' : 'key-1'
  const header = { alg: 'RS256', kid: own, ...(typ === undefined ? {} : { typ }), ...head }
  if (alg === 'HS256') {
    const secret = new TextEncoder().encode(await exportSPKI((await keys).publicKey))
    return new SignJWT(said).setProtectedHeader({ ...header, alg }).sign(secret)
  }
  return new SignJWT(said).setProtectedHeader(header).sign(key === 'another' ? (await otherKeys).privateKey : usual)
}
