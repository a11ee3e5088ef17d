import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose'

/** An issuer of ID tokens that publishes its keys over HTTP, as an identity provider does. */
export interface TokenIssuer {
  readonly issuer: string
  readonly jwksUri: string
  /** The current key with its private part, for who signs by itself. */
  readonly key: JWK
  /** How often the key set was fetched. */
  readonly fetches: () => number
  /** A token signed with the current key; `key`, `kid` and `typ` make it a bad one. */
  sign(
    claims: JWTPayload,
    change?: { readonly key?: CryptoKey; readonly kid?: string; readonly typ?: string },
  ): Promise<string>
  close(): Promise<void>
}

/** Made once: a pair of RSA keys, which Entra signs with, takes a tenth of a second and more. */
const keyPair = generateKeyPair('RS256', { extractable: true })

export async function startIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await keyPair
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }
  let fetches = 0
  const http = createServer((_, response) => {
    fetches += 1
    response.writeHead(200, { 'content-type': 'application/jwk-set+json' })
    response.end(JSON.stringify({ keys: [jwk] }))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return {
    issuer,
    jwksUri: `${issuer}/keys`,
    key: { ...(await exportJWK(privateKey)), kid: jwk.kid, alg: jwk.alg },
    fetches: () => fetches,
    sign: (claims, { key = privateKey, kid = 'key-1', typ } = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, ...(typ === undefined ? {} : { typ }) }).sign(key),
    close: () => new Promise((resolve) => http.close(() => resolve())),
  }
}
