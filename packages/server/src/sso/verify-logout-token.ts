import { createHash } from 'node:crypto'

import { decodeJwt, jwtVerify, type JWTPayload } from 'jose'

import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import { BadRequest } from '@rolecall/core/scim/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'

import { asymmetric } from '../outbound/asymmetric.ts'
import { isTokenError } from '../outbound/is-token-error.ts'
import type { KeySets } from '../outbound/key-sets.ts'
import { knownUntil } from '../outbound/known-until.ts'
import { SignInRefused } from './sign-in-refused.ts'

const event = 'http://schemas.openid.net/event/backchannel-logout'

/** How long after its issue a logout token is taken, in seconds; a provider sends it at once. */
const longestAge = 5 * 60

/** How far clocks may differ, in seconds. */
const clockTolerance = 60

/** What a logout token says. */
export interface LogoutToken {
  readonly tokenSubject: string | null
  readonly tokenSession: string | null
  /** The hash of its `jti`, which is good once, and until when that has to be known. */
  readonly hash: string
  readonly expiresAt: string
}

/**
 * Verifies a logout token (OpenID Connect Back-Channel Logout §2.6). What it says of issuer and audience is held against the
 * connection before its keys are asked for. Throws BadRequest, SignInRefused where the keys can't be read.
 */
export async function verifyLogoutToken(
  keySets: KeySets,
  { audience, id, issuer, jwksUri }: SsoConnection,
  token: string,
  now: string,
): Promise<LogoutToken> {
  try {
    const { aud, iss } = decodeJwt(token)
    if (iss !== issuer || ![aud].flat().includes(audience))
      throw new BadRequest('The logout token is for somebody else')
    const { payload, protectedHeader } = await jwtVerify(token, keySets.find(id, jwksUri), {
      issuer,
      audience,
      algorithms: asymmetric,
      requiredClaims: ['iat', 'jti'],
      maxTokenAge: longestAge,
      clockTolerance,
      currentDate: new Date(now),
    })
    return read(payload, protectedHeader.typ)
  } catch (error) {
    if (error instanceof BadRequest) throw error
    if (isTokenError(error)) throw new BadRequest(`The logout token is not valid: ${error.message}`, { cause: error })
    throw new SignInRefused('KEY_SET_UNAVAILABLE', { cause: error })
  }
}

/** §2.4: `typ` is recommended, and providers of before it write `JWT` or nothing; any other kind is none. */
function read({ events, iat = 0, jti, nonce, sid, sub }: JWTPayload, typ = 'JWT'): LogoutToken {
  if (!['logout+jwt', 'application/logout+jwt', 'jwt'].includes(typ.toLowerCase()))
    throw refuse('it is another kind of token')
  if (!isRecord(events) || !isRecord(events[event])) throw refuse(`its events do not have ${event}`)
  if (nonce !== undefined) throw refuse('it has a nonce, as an ID token')
  if (typeof jti !== 'string' || jti === '') throw refuse('its jti is no text')
  const [tokenSubject, tokenSession] = [toText(sub, 'sub'), toText(sid, 'sid')]
  if (tokenSubject === null && tokenSession === null) throw refuse('it has neither sub nor sid')
  const hash = createHash('sha256').update(`jti ${jti}`).digest('hex')
  return { tokenSubject, tokenSession, hash, expiresAt: knownUntil(iat + longestAge + clockTolerance) }
}

function toText(claim: unknown, name: string): string | null {
  if (claim === undefined) return null
  if (typeof claim === 'string' && claim !== '' && isStorableText(claim)) return claim
  throw refuse(`its ${name} is no text`)
}

function refuse(reason: string): BadRequest {
  return new BadRequest(`The logout token is not valid: ${reason}`)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
