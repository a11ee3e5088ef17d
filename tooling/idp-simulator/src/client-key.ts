import { randomUUID } from 'node:crypto'

import { SignJWT } from 'jose'

import { publishKeys } from './published-keys.ts'

/** A client that signs for itself (`private_key_jwt`, RFC 7523 §2.2): what its administrator enters, and its assertions. */
export interface ClientKey {
  readonly jwksUri: string
  /** An assertion for one request: five minutes, with a `jti` of its own, `iss` and `sub` the client, `aud` the token endpoint. */
  readonly assertion: (client: ClientOfEndpoint) => Promise<string>
  /** Signs with another key from now on, and publishes only that. */
  readonly rotateKeys: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface ClientOfEndpoint {
  readonly clientId: string
  readonly tokenEndpoint: string
}

const lifetimeSeconds = 300

/** Makes the key of a client and publishes it on this machine over HTTP. `now` in milliseconds since 1970. */
export async function startClientKey(now: () => number = Date.now): Promise<ClientKey> {
  const { close, origin, rotate, sign } = await publishKeys()
  return {
    jwksUri: `${origin}/jwks.json`,
    assertion({ clientId, tokenEndpoint }) {
      const seconds = Math.floor(now() / 1_000)
      const assertion = new SignJWT()
        .setIssuer(clientId)
        .setSubject(clientId)
        .setAudience(tokenEndpoint)
        .setJti(randomUUID())
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetimeSeconds)
      return sign(assertion)
    },
    rotateKeys: rotate,
    close,
  }
}
