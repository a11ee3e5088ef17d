import { createHash } from 'node:crypto'

import { decodeJwt, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose'

import type { ClientTrust, UsedAssertion } from '@rolecall/core/directory/oauth-client'
import { toStorableText } from '@rolecall/core/scim/storable-text'

import { asymmetric } from '../outbound/asymmetric.ts'
import { isTokenError } from '../outbound/is-token-error.ts'
import type { KeySets } from '../outbound/key-sets.ts'
import { knownUntil } from '../outbound/known-until.ts'

/** What is expected of one assertion: a client's trust, with what it leaves to RFC 7523 §3 filled in. */
export interface ExpectedAssertion {
  readonly credentialId: string
  readonly clientId: string
  readonly trust: ClientTrust
  /** What `aud` may be where the trust does not say it: addresses of this server. */
  readonly audiences: readonly string[]
}

/** How far clocks may differ, in seconds. */
const clockTolerance = 60

/** How long after its issue an assertion is taken, in seconds, whatever it says of its end: Entra's live 65 minutes. */
const longestAge = 24 * 60 * 60

/** An assertion that is not what was expected; the message says what it was, for the owner of the client. */
export class AssertionRefused extends Error {
  override readonly name = 'AssertionRefused'
}

/** The keys could not be read: nothing is known of the assertion. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable'
}

/**
 * Holds the signature and the times of an assertion against what is expected (RFC 7523 §3), after its claims. Answers what makes
 * it one of a kind; `null` where it does not say, as Entra's. Throws AssertionRefused, KeysUnavailable.
 */
export async function verifySignature(
  keySets: KeySets,
  assertion: string,
  { credentialId, trust }: ExpectedAssertion,
  now: Date,
): Promise<UsedAssertion | null> {
  try {
    const { payload } = await jwtVerify(assertion, keySets.find(credentialId, trust.jwksUri), {
      algorithms: asymmetric,
      requiredClaims: ['exp'],
      clockTolerance,
      currentDate: now,
    })
    checkAge(payload, now)
    return toUsed(payload)
  } catch (error) {
    throw toRefusal(error)
  }
}

function decode(assertion: string): JWTPayload {
  try {
    const { alg } = decodeProtectedHeader(assertion)
    if (alg === undefined || !asymmetric.includes(alg))
      throw new AssertionRefused(`it is signed by ${shown(alg)}, which is not taken`)
    return decodeJwt(assertion)
  } catch (error) {
    if (error instanceof AssertionRefused) throw error
    throw new AssertionRefused('it is no signed JSON Web Token', { cause: error })
  }
}

/**
 * Holds what an assertion says against what is expected, before its signature: nobody who does not know what that is makes this
 * server ask for keys. Throws AssertionRefused.
 */
export function checkClaims(assertion: string, { audiences, clientId, trust }: ExpectedAssertion): void {
  const payload = decode(assertion)
  const wanted: readonly (readonly [string, readonly string[]])[] = [
    ['iss', [trust.issuer ?? clientId]],
    ['sub', [trust.subject ?? clientId]],
    ['aud', trust.audience === null ? audiences : [trust.audience]],
    ...(trust.tenant === null ? [] : [['tid', [trust.tenant]] as const]),
  ]
  for (const [name, values] of wanted) {
    const said = payload[name]
    const texts: readonly unknown[] = name === 'aud' && Array.isArray(said) ? said : [said]
    // Several audiences are several servers, each of which could come here with it (RFC 7523 §3).
    if (texts.length === 1 && values.includes(texts[0] as string)) continue
    throw new AssertionRefused(`its ${name} is ${shown(said)}; ${values.join(' or ')} was expected`)
  }
}

/** One without `iat` is as old as nobody knows; RFC 7523 §3 lets it be left out, so its end alone counts. */
function checkAge({ exp = 0, iat }: JWTPayload, now: Date): void {
  const seconds = Math.floor(now.getTime() / 1_000)
  if (iat !== undefined && iat > seconds + clockTolerance) throw new AssertionRefused('it was issued in the future')
  if (exp > seconds + longestAge) throw new AssertionRefused('it ends more than a day from now')
}

function toUsed({ exp = 0, jti }: JWTPayload): UsedAssertion | null {
  if (jti === undefined) return null
  if (typeof jti !== 'string') throw new AssertionRefused('its jti is no text')
  const hash = createHash('sha256').update(jti).digest('hex')
  return { hash, expiresAt: knownUntil(exp + clockTolerance) }
}

function toRefusal(error: unknown): Error {
  if (error instanceof AssertionRefused) return error
  if (isTokenError(error)) return new AssertionRefused(error.message, { cause: error })
  return new KeysUnavailable('the keys of its issuer could not be read', { cause: error })
}

/** A claim in a sentence: whoever sends it may have made it as long as they like. */
function shown(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return toStorableText(text, 200) + (text.length > 200 ? '…' : '')
}
