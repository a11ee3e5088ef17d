import type { IncomingHttpHeaders } from 'node:http'

import { seal, toSealingKey, unseal } from '@rolecall/core/access/seal'
import type { OperationServices } from '@rolecall/core/change/operation-context'

import { toCookieName } from '../http/cookie-name.ts'
import { readCookie } from '../http/read-cookie.ts'
import { isSecure } from '../http/request-origin.ts'
import { siteOf } from '../http/site.ts'

/** How long somebody may take at the provider, in seconds. */
const lifetime = 10 * 60

/** A sign-in that was begun, which the browser keeps and can not read. */
export interface Attempt {
  readonly connectionId: string
  /** Of the organization, when it was begun: no clock says what came after that. */
  readonly revision: number
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  readonly returnTo: string
  readonly expiresAt: string
}

type AttemptServices = Pick<OperationServices, 'store' | 'now' | 'randomBytes'>

const about = 'sign-in'
const word = 'rolecall-sign-in'

/** Begins one: state, nonce and code verifier of 256 random bits each. */
export function newAttempt(
  { now, randomBytes }: AttemptServices,
  begun: Pick<Attempt, 'connectionId' | 'revision' | 'returnTo'>,
): Attempt {
  const random = () => Buffer.from(randomBytes(32)).toString('base64url')
  const expiresAt = new Date(Date.parse(now()) + lifetime * 1_000).toISOString()
  return { ...begun, state: random(), nonce: random(), codeVerifier: random(), expiresAt }
}

/**
 * The header that gives a browser its attempt, or with `null` takes it away. `Lax`, as the way back comes from the provider's
 * site. What is not stored here costs nobody anything who begins and never comes back.
 */
export async function toAttemptCookie(
  services: AttemptServices,
  origin: string,
  attempt: Attempt | null,
): Promise<string> {
  const name = toCookieName(word, siteOf(origin))
  const value =
    attempt === null ? '' : seal(await keyOf(services), JSON.stringify(attempt), about, services.randomBytes)
  const age = attempt === null ? 0 : lifetime
  return `${name}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax${isSecure(origin) ? '; Secure' : ''}`
}

/** The attempt of a browser; `undefined` where it has none of ours, or one that took too long. */
export async function presentedAttempt(
  services: AttemptServices,
  headers: IncomingHttpHeaders,
  origin: string,
): Promise<Attempt | undefined> {
  const sealed = readCookie(headers, toCookieName(word, siteOf(origin)))
  const text = sealed === undefined ? undefined : unseal(await keyOf(services), sealed, about)
  if (text === undefined) return undefined
  const attempt = JSON.parse(text) as Attempt
  // A server of before has begun one without.
  if (typeof attempt.revision !== 'number') return undefined
  return attempt.expiresAt > services.now() ? attempt : undefined
}

/** One for all servers of a database: the way back may lead to another one. */
async function keyOf({ randomBytes, store }: AttemptServices): Promise<Uint8Array> {
  return toSealingKey(await store.secrets.get('sign-in', () => randomBytes(32)), 'sign-in attempts')
}
