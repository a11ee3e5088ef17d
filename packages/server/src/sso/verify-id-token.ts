import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'

import { UnprocessableError } from '@rolecall/core/errors'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import { isStorableText } from '@rolecall/core/scim/storable-text'

import { asymmetric } from '../outbound/asymmetric.ts'
import { isTokenError } from '../outbound/is-token-error.ts'
import type { KeySets } from '../outbound/key-sets.ts'
import { SignInRefused } from './sign-in-refused.ts'

/** How long after its issue a token is taken, in seconds, whatever it says of its end; one from the future never is. */
const longestAge = 24 * 60 * 60

/** Verifies ID tokens (OpenID Connect Core §3.1.3.7) and answers the subject that the connection's claim holds. */
export type IdTokenVerifier = (connection: SsoConnection, idToken: string) => Promise<string>

/**
 * A verifier that remembers key sets. The network is asked for the connection's `jwksUri` only, and not again within 30 s
 * for a key that is not in the set. Throws UnprocessableError for a token that is not valid, SignInRefused where the key set can't be read.
 */
export function createIdTokenVerifier(now: () => string, keySets: KeySets): IdTokenVerifier {
  return async (connection, idToken) => {
    const keySet = keySets.find(connection.id, connection.jwksUri)
    const payload = await verify(idToken, keySet, connection, new Date(now()))
    const subject = payload[connection.claim]
    if (!isName(subject)) throw invalid(`the claim ${connection.claim} is missing or no text`)
    if (!isName(payload.sub ?? subject)) throw invalid('the claim sub is no text')
    return subject
  }
}

/** A text that can be looked for in both databases. */
function isName(claim: unknown): claim is string {
  return typeof claim === 'string' && claim !== '' && isStorableText(claim)
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
      algorithms: asymmetric,
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

function toRefusal(error: unknown): Error {
  if (error instanceof UnprocessableError) return error
  if (isTokenError(error)) return invalid(error.message)
  return new SignInRefused('KEY_SET_UNAVAILABLE', { cause: error })
}

function invalid(message: string): UnprocessableError {
  return new UnprocessableError('The ID token is not valid', [{ path: 'idToken', message }])
}
