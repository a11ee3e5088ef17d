import { createHash } from 'node:crypto'

import { decodeJwt, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose'

import type { UsedOnce } from '@rolecall/core/directory/sign-in'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import { Forbidden } from '@rolecall/core/scim/errors'

import { asymmetric } from '../outbound/asymmetric.ts'
import { isTokenError } from '../outbound/is-token-error.ts'
import type { KeySets } from '../outbound/key-sets.ts'
import { knownUntil } from '../outbound/known-until.ts'
import { SignInRefused } from './sign-in-refused.ts'
import { TokenRefused } from './token-refused.ts'

const typ = 'global-token-revocation+jwt'

/** How long after its issue a token is taken, and how far ahead it may end, in seconds: Okta's end after five minutes. */
const longestAge = 10 * 60

/** How far clocks may differ, in seconds. */
const clockTolerance = 60

/** Who a token says that it is of, before anything of it is proved. */
export interface ClaimedParty {
  readonly issuer: string
  readonly clientId: string
}

/**
 * Reads whose a token claims to be, where it is of the right kind and for this address: nobody who does not know all of that
 * makes this server ask for keys. Throws TokenRefused.
 */
export function readClaims(token: string, endpoint: string): ClaimedParty {
  const { aud, iss, sub } = decode(token)
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud]
  // Several audiences are several servers, each of which could come here with it.
  if (audiences.length !== 1 || audiences[0] !== endpoint) throw new TokenRefused(`its aud is not ${endpoint}`)
  if (typeof iss !== 'string' || typeof sub !== 'string') throw new TokenRefused('its iss or sub is missing')
  return { issuer: iss, clientId: sub }
}

function decode(token: string): JWTPayload {
  try {
    const header = decodeProtectedHeader(token)
    // RFC 7515 §4.1.9: the prefix may be left out.
    if (header.typ?.toLowerCase().replace(/^application\//, '') !== typ)
      throw new TokenRefused('it is another kind of token')
    if (header.alg === undefined || !asymmetric.includes(header.alg))
      throw new TokenRefused('it is signed by what is not taken')
    return decodeJwt(token)
  } catch (error) {
    if (error instanceof TokenRefused) throw error
    throw new TokenRefused('it is no signed JSON Web Token')
  }
}

/**
 * Verifies a token for a connection (draft-parecki-oauth-global-token-revocation §3.5), and answers what makes it good for one
 * use. Throws TokenRefused; Forbidden where the issuer means another of its applications; SignInRefused where its keys can't be read.
 */
export async function verifyRevocationToken(
  keySets: KeySets,
  { audience, id, issuer, jwksUri }: SsoConnection,
  token: string,
  now: string,
): Promise<Pick<UsedOnce, 'hash' | 'expiresAt'>> {
  const payload = await verify(keySets, { id, issuer, jwksUri }, token, now)
  if (payload.sub !== audience) throw new Forbidden('The token is of another application of this issuer')
  return toOnce(payload, now)
}

async function verify(
  keySets: KeySets,
  { id, issuer, jwksUri }: Pick<SsoConnection, 'id' | 'issuer' | 'jwksUri'>,
  token: string,
  now: string,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, keySets.find(id, jwksUri), {
      issuer,
      algorithms: asymmetric,
      requiredClaims: ['exp', 'iat', 'jti'],
      maxTokenAge: longestAge,
      clockTolerance,
      currentDate: new Date(now),
    })
    return payload
  } catch (error) {
    if (isTokenError(error)) throw new TokenRefused(error.message)
    throw new SignInRefused('KEY_SET_UNAVAILABLE', { cause: error })
  }
}

function toOnce({ exp = 0, jti }: JWTPayload, now: string): Pick<UsedOnce, 'hash' | 'expiresAt'> {
  if (typeof jti !== 'string' || jti === '') throw new TokenRefused('its jti is no text')
  if (exp > Date.parse(now) / 1_000 + longestAge + clockTolerance) throw new TokenRefused('it ends too late')
  const hash = createHash('sha256').update(`revocation ${jti}`).digest('hex')
  return { hash, expiresAt: knownUntil(exp + clockTolerance) }
}
