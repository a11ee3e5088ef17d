import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { exportJWK, generateKeyPair, type SignJWT } from 'jose'

/** A key that assertions are signed with, whose public part is published over HTTP on this machine, at any path of `origin`. */
export interface PublishedKeys {
  readonly origin: string
  readonly sign: (assertion: SignJWT) => Promise<string>
  /** Signs with another key from now on, and publishes only that. */
  readonly rotate: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function publishKeys(): Promise<PublishedKeys> {
  let keys = await makeKeys(1)
  const http = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [keys.jwk] }))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    sign: (assertion) =>
      assertion.setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: keys.jwk.kid }).sign(keys.privateKey),
    async rotate() {
      keys = await makeKeys(Number(keys.jwk.kid.slice(1)) + 1)
    },
    close: () => new Promise((resolve) => void http.close(() => resolve())),
  }
}

async function makeKeys(number: number) {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: `k${number}`, alg: 'RS256', use: 'sig' } }
}
