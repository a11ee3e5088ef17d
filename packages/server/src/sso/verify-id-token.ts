import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose'
import { LRUCache } from 'lru-cache'

import { UnprocessableError } from '@rolecall/core/errors'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'

import type { Outbound } from '../outbound/create-outbound.ts'
import { SignInRefused } from './sign-in-refused.ts'

/** Asymmetric signatures only: nobody who can read a key set can sign. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** How long after its issue a token is taken, in seconds, whatever it says of its end; one from the future never is. */
const longestAge = 24 * 60 * 60

/** How many key sets are remembered; beyond that the one that was not asked for longest is dropped. */
const capacity = 1_000

/** Verifies ID tokens (OpenID Connect Core §3.1.3.7) and answers the subject that the connection's claim holds. */
export type IdTokenVerifier = (connection: SsoConnection, idToken: string) => Promise<string>

/**
 * A verifier that remembers key sets. The network is asked for the connection's `jwksUri` only, and not again within 30 s
 * for a key that is not in the set. Throws UnprocessableError for a token that is not valid, SignInRefused where the key set can't be read.
 */
export function createIdTokenVerifier(now: () => string, outbound: Outbound): IdTokenVerifier {
  const keySets = new LRUCache<string, JWTVerifyGetKey>({ max: capacity })
  return async (connection, idToken) => {
    const payload = await verify(idToken, findKeySet(keySets, connection, outbound), connection, new Date(now()))
    const subject = payload[connection.claim]
    if (typeof subject === 'string' && subject !== '') return subject
    throw invalid(`the claim ${connection.claim} is missing or no text`)
  }
}

/** One for each connection, though others may name the same address: how long a look takes tells nothing of them. */
function findKeySet(
  keySets: LRUCache<string, JWTVerifyGetKey>,
  { id, jwksUri }: SsoConnection,
  outbound: Outbound,
): JWTVerifyGetKey {
  const key = `${id} ${jwksUri}`
  const known = keySets.get(key)
  if (known !== undefined) return known
  const made = createRemoteJWKSet(new URL(jwksUri), {
    cooldownDuration: 30_000,
    [customFetch]: async (url) => Response.json(await outbound.getJson(url, toKeySet)),
  })
  keySets.set(key, made)
  return made
}

/** Throws where it is no key set (RFC 7517 §5). */
function toKeySet(json: unknown): JSONWebKeySet {
  createLocalJWKSet(json as JSONWebKeySet)
  return json as JSONWebKeySet
}

async function verify(
  idToken: string,
  keySet: JWTVerifyGetKey,
  connection: SsoConnection,
  currentDate: Date,
): Promise<JWTPayload> {
  const { issuer, audience } = connection
  try {
    const requiredClaims = ['exp', 'iat']
    const { payload, protectedHeader } = await jwtVerify(idToken, keySet, {
      issuer,
      audience,
      algorithms,
      requiredClaims,
      clockTolerance: 60,
      maxTokenAge: longestAge,
      currentDate,
    })
    checkKind(protectedHeader.typ, payload)
    checkAuthorizedParty(payload, audience)
    return payload
  } catch (error) {
    throw toRefusal(error)
  }
}

/**
 * An issuer signs other tokens with the same keys, and whoever holds one of those has not signed in here: access tokens
 * (RFC 9068 §2.1, or `typ` in the payload as Keycloak writes it), logout tokens and other events (RFC 8417 §2.2).
 */
function checkKind(typ: string | undefined, payload: JWTPayload): void {
  const kind = payload['typ'] ?? 'ID'
  const isIdToken = (typ ?? 'JWT').toUpperCase() === 'JWT' && kind === 'ID' && payload['events'] === undefined
  if (!isIdToken) throw invalid('it is another kind of token than an ID token')
}

/** A token for several audiences must be issued to this one: `azp`, which is checked wherever it stands. */
function checkAuthorizedParty({ aud, azp }: JWTPayload, audience: string): void {
  const several = Array.isArray(aud) && aud.length > 1
  if (several && azp !== audience) throw invalid('it is for several audiences and its azp is not this one')
  if (azp !== undefined && azp !== audience) throw invalid('its azp is another party')
}

const tokenErrors = [
  errors.JWTInvalid,
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
]

function toRefusal(error: unknown): Error {
  if (error instanceof UnprocessableError) return error
  if (error instanceof Error && tokenErrors.some((kind) => error instanceof kind)) return invalid(error.message)
  return new SignInRefused('KEY_SET_UNAVAILABLE', { cause: error })
}

function invalid(message: string): UnprocessableError {
  return new UnprocessableError('The ID token is not valid', [{ path: 'idToken', message }])
}
