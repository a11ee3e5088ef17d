import { AuthorizationResponseError, authorizationCodeGrant, type IDToken } from 'openid-client'

import { openSecret } from '@rolecall/core/access/sealed-secret'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { FoundConnection } from '@rolecall/core/directory/sso-connection'
import { UnprocessableError } from '@rolecall/core/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'

import type { Outbound } from '../outbound/create-outbound.ts'
import type { ProviderMetadata, Providers } from './discover-provider.ts'
import { toConfiguration } from './provider-client.ts'
import { RefusedAtConsole } from './refused-at-console.ts'
import type { Attempt } from './sign-in-attempt.ts'
import type { IdTokenVerifier } from './verify-id-token.ts'

/** What a sign-in asks of providers. */
export interface ProviderAccess {
  readonly services: OperationServices
  readonly outbound: Outbound
  readonly providers: Providers
  readonly verify: IdTokenVerifier
}

/** Somebody, as the provider has said it. */
export interface PersonOfAnswer {
  readonly subject: string
  readonly tokenSubject: string
  readonly tokenSession: string | null
  readonly idToken: string
}

/**
 * Changes the code of an answer for an ID token. `openid-client` holds state, `iss` (RFC 9207), code verifier, nonce, audience
 * and times against the attempt; the signature, and the subject, are verified as those of every ID token here.
 * Throws RefusedAtConsole.
 */
export async function readAnswer(
  access: ProviderAccess,
  found: FoundConnection,
  answered: URL,
  { codeVerifier, nonce, state }: Attempt,
): Promise<PersonOfAnswer> {
  const { connection } = found
  const configuration = await findConfiguration(access, found)
  try {
    const checks = { pkceCodeVerifier: codeVerifier, expectedNonce: nonce, expectedState: state, idTokenExpected: true }
    const tokens = await authorizationCodeGrant(configuration, answered, checks)
    const { id_token: idToken = '' } = tokens
    const subject = await access.verify(connection, idToken)
    const { sid, sub: tokenSubject } = tokens.claims() as IDToken
    const tokenSession = typeof sid === 'string' && isStorableText(sid) ? sid : null
    return { subject, tokenSubject, tokenSession, idToken }
  } catch (error) {
    throw toRefusal(error)
  }
}

/** This server as a client of a connection's provider. Throws RefusedAtConsole. */
export async function findConfiguration({ outbound, providers, services }: ProviderAccess, found: FoundConnection) {
  const clientSecret = openSecret(services, found)
  if (clientSecret === undefined) {
    const reason = 'sso.secret of the configuration does not open the client secret of the connection; enter it anew'
    throw new RefusedAtConsole('unavailable', reason)
  }
  const provider = await findProvider(providers, found)
  return toConfiguration({ provider, clientId: found.connection.audience, clientSecret, now: services.now() }, outbound)
}

async function findProvider(providers: Providers, { connection }: FoundConnection): Promise<ProviderMetadata> {
  try {
    return await providers.find(connection)
  } catch (cause) {
    throw new RefusedAtConsole('unavailable', "the issuer's configuration could not be read", { cause })
  }
}

function toRefusal(error: unknown): RefusedAtConsole {
  if (error instanceof AuthorizationResponseError)
    return new RefusedAtConsole('provider', `the provider has refused: ${error.error}`, { cause: error })
  if (error instanceof UnprocessableError) {
    const reason = error.issues.map(({ message }) => message).join('; ')
    return new RefusedAtConsole('answer', `the ID token is not valid: ${reason}`, { cause: error })
  }
  return new RefusedAtConsole('answer', 'the answer of the provider is not valid, or the code is not taken', {
    cause: error,
  })
}
