import { buildEndSessionUrl } from 'openid-client'

import { findEnding } from '@rolecall/core/access/sign-ins'
import type { SignIn } from '@rolecall/core/directory/sign-in'
import type { FoundConnection } from '@rolecall/core/directory/sso-connection'
import type { Cause, NewEvent } from '@rolecall/core/plugin/event'

import { findConfiguration, type ProviderAccess } from './person-of-answer.ts'
import { RefusedAtConsole } from './refused-at-console.ts'
import { toAddresses } from './sso-path.ts'

/** Ends a person's sign-in, and answers where they end that at their provider; `undefined` where it does not say. */
export type SignOutPerson = (token: string, cause: Cause, origin: string) => Promise<string | undefined>

/** Sign-out that goes on at the provider (OpenID Connect RP-Initiated Logout §2). A provider that is away holds nobody here. */
export function createSignOutPerson(access: ProviderAccess): SignOutPerson {
  const { services } = access

  async function findEnd(
    found: FoundConnection | undefined,
    idToken: string | undefined,
    origin: string,
  ): Promise<string | undefined> {
    if (found === undefined) return undefined
    try {
      const configuration = await findConfiguration(access, found)
      if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined
      const { postLogoutRedirectUri } = toAddresses(origin, found.connection.id)
      const hint = idToken === undefined ? {} : { id_token_hint: idToken }
      return buildEndSessionUrl(configuration, { post_logout_redirect_uri: postLogoutRedirectUri, ...hint }).href
    } catch (error) {
      if (error instanceof RefusedAtConsole) return undefined
      throw error
    }
  }

  return async (token, cause, origin) => {
    const ending = await findEnding(services, token)
    if (ending === undefined) return undefined
    const { id: sessionId, idToken, signIn } = ending
    const { connectionId, hash, organizationId, userId: personId } = signIn
    // Before it ends: what is asked of the database afterwards could fail, and there would be nothing left to sign out again.
    const found = await services.store.connections.find(connectionId)
    const scope = { cause: { ...cause, personId, sessionId }, now: services.now() }
    await services.store.write(organizationId, scope, async (tx) => {
      if (await tx.signIns.delete(hash)) tx.events.append([toSignedOutEvent(signIn, sessionId, 'person')])
    })
    return findEnd(found, idToken, origin)
  }
}

/** What the audit keeps of an end. */
export function toSignedOutEvent({ userId }: SignIn, sessionId: string, by: 'person' | 'provider'): NewEvent {
  return { type: 'SignedOut', subject: `users/${userId}`, data: { sessionId, by } }
}
