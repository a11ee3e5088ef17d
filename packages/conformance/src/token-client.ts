import { importJWK, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose'

import { ask, type Reply } from './ask.ts'
import { toMetadataUrl } from './issuers-of.ts'
import { at } from './json.ts'
import type { OauthAccess } from './oauth-access.ts'
import type { Exchange } from './scim-client.ts'

/** How a client proves who it is: its secret in the header or in the body, or an assertion. */
export type Proof = 'header' | 'body' | 'assertion'

/** What differs from a token request as it should be. */
export interface TokenRequest {
  /** Sent beside the others, also twice; what has the name of one that is there takes its place. */
  readonly parameters?: Readonly<Record<string, string | readonly string[]>>
  readonly secret?: string
  readonly assertion?: string
}

/** Claims of an assertion that differ from those it should have, and what it is signed with. */
export interface AssertionChanges {
  readonly claims?: Readonly<Record<string, unknown>>
  /** `null` for the algorithm `none`. */
  readonly key?: CryptoKey | null
}

/** Asks for tokens. Secrets, assertions and tokens are in no report. */
export interface TokenClient {
  readonly access: OauthAccess
  readonly token: (proof: Proof, request?: TokenRequest) => Promise<Reply>
  readonly sign: (changes?: AssertionChanges) => Promise<string>
  /** What the issuer at this URL says of itself (RFC 8414 §3.1). */
  readonly metadata: (issuer: string) => Promise<Reply>
}

interface TokenClientOptions {
  readonly timeoutMs: number
  readonly onExchange: (exchange: Exchange) => void
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

export function createTokenClient(access: OauthAccess, { onExchange, timeoutMs }: TokenClientOptions): TokenClient {
  const { clientId, tokenUrl } = access

  async function sign({ claims = {}, key }: AssertionChanges = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000)
    const payload = {
      iss: clientId,
      sub: clientId,
      aud: tokenUrl,
      jti: crypto.randomUUID(),
      iat: now,
      exp: now + 300,
      ...claims,
    }
    if (key === null) return new UnsecuredJWT(payload).encode()
    if (access.key === null) throw new Error('there is no key to sign with')
    const { alg = 'RS256', kid } = access.key
    const header = { alg, ...(kid === undefined ? {} : { kid }) }
    return new SignJWT(payload).setProtectedHeader(header).sign(key ?? (await importJWK(access.key, alg)))
  }

  async function proofOf(proof: Proof, { assertion, secret = access.secret ?? '' }: TokenRequest) {
    if (proof === 'header') return { headers: { authorization: toBasic(clientId, secret) }, form: {} }
    if (proof === 'body') return { headers: {}, form: { client_id: clientId, client_secret: secret } }
    const form = { client_id: clientId, client_assertion_type: assertionType }
    return { headers: {}, form: { ...form, client_assertion: assertion ?? (await sign()) } }
  }

  return {
    access,
    sign,
    async token(proof, request = {}) {
      const { form, headers } = await proofOf(proof, request)
      const body = toForm({ grant_type: 'client_credentials', ...form, ...request.parameters })
      const reply = await ask(tokenUrl, timeoutMs, {
        method: 'POST',
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: body.toString(),
      })
      const token = tokenOf(reply)
      const received = token === '' ? reply.text : reply.text.replaceAll(token, '…')
      onExchange({ method: 'POST', path: tokenUrl, sent: hide(body), status: reply.status, received })
      return reply
    },
    async metadata(issuer) {
      const url = toMetadataUrl(issuer)
      const reply = await ask(url, timeoutMs, { method: 'GET', headers: { accept: 'application/json' } })
      onExchange({ method: 'GET', path: url, sent: null, status: reply.status, received: reply.text })
      return reply
    },
  }
}

/** The token of an answer; `''` for none. */
export function tokenOf({ body }: Reply): string {
  const token = at(body, 'access_token')
  return typeof token === 'string' ? token : ''
}

/** Id and secret are encoded as in a form before they are put together (RFC 6749 §2.3.1). */
function toBasic(clientId: string, secret: string): string {
  const encode = (text: string): string => new URLSearchParams({ '': text }).toString().slice(1)
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(secret)}`).toString('base64')}`
}

function toForm(parameters: Readonly<Record<string, string | readonly string[]>>): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, values] of Object.entries(parameters)) for (const value of [values].flat()) form.append(name, value)
  return form
}

const secrets = new Set(['client_secret', 'client_assertion'])

function hide(form: URLSearchParams): string {
  return [...form].map(([name, value]) => `${name}=${secrets.has(name) ? '…' : value}`).join('&')
}
