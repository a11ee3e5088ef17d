import { nullable, strictObject } from 'valibot'

import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import { idOfSignInLink } from '@rolecall/core/directory/sign-in-link'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { PresentedKey } from '@rolecall/core/access/authenticate'
import { toKeySubject } from '@rolecall/core/directory/key-subject'
import { isSetupLink } from '@rolecall/core/access/setup-links'
import { isPersonToken } from '@rolecall/core/access/sign-ins'
import { endSession, findSession, startSession, type RefusedSession } from '@rolecall/core/access/sessions'
import type { Cause } from '@rolecall/core/plugin/event'
import { OrganizationSuspended } from '@rolecall/core/errors'
import { Forbidden, Unauthorized } from '@rolecall/core/scim/errors'

import type { AuditNote, AuditNotes } from '../audit/audit-notes.ts'
import { jsonBody } from '../api/json-body.ts'
import { text } from '../api/text-schema.ts'
import { siteOf } from '../http/site.ts'
import { definePublicRoute, type PublicRoute } from '../route/route.ts'
import type { SignOutPerson } from '../sso/sign-out-person.ts'
import { checkForgery } from './check-forgery.ts'
import { presentedSession, secondsUntil, toSessionCookie } from './session-cookie.ts'
import { sessionSchema, signedOutSchema } from './session-schema.ts'

const path = '/api/session'

/** The one body that anybody may send. */
const signInLimit = { bytes: 4_096, tooLarge: 'The body must not be larger than 4096 bytes' }

/** Sign-in to the console by an API key, and sign-out of everybody: a cookie that no script can read stands for it. */
export function sessionRoutes(
  services: OperationServices,
  notes: AuditNotes,
  signOutPerson: SignOutPerson,
): readonly PublicRoute[] {
  /** The error of a sign-in that is refused, which the organization's audit tells more of than the client. */
  const refuse = ({ refused }: RefusedSession, isLink: boolean, cause: Cause): Error => {
    if (refused !== undefined) notes.add(toSignInNote(refused, cause))
    if (refused?.refusal === 'suspended') return new OrganizationSuspended()
    const over = refused === undefined ? undefined : describeOver(refused)
    if (over !== undefined) return new Unauthorized(over)
    return refused?.refusal === 'scope'
      ? new Forbidden('This is the secret token of an identity provider; sign in with an owner key')
      : new Unauthorized(
          isLink
            ? 'This link has been used, or its time is over. On the server another is made by: rolecall link create'
            : 'The API key is unknown, expired or revoked',
        )
  }
  const view = async (key: ApiKeyRecord, expiresAt: string) => {
    const organization = await services.store.organizations.find(key.organizationId)
    const { displayName, id, scopes } = key
    const isPerson = key.kind === 'person'
    return {
      key: key.kind === 'key' ? { id, displayName, scopes } : null,
      link:
        key.kind === 'link'
          ? { id, displayName, madeBy: key.madeBy ?? null, expiresAt: key.expiresAt ?? expiresAt }
          : null,
      person: isPerson ? { userId: id, emailAddress: displayName, connection: key.connectionId ?? '' } : null,
      scopes,
      organization: { id: key.organizationId, name: organization?.name ?? '' },
      expiresAt,
    }
  }
  return [
    definePublicRoute({
      method: 'POST',
      path,
      operationId: 'signIn',
      summary: 'Sign in by an API key, or by the token of a sign-in link: the answer sets the cookie of a session',
      scope: null,
      body: { ...jsonBody(strictObject({ key: text })), limit: signInLimit },
      answers: { 204: { description: 'Signed in' } },
      async handle({ body, cause, headers, origin }) {
        checkForgery({ headers })
        const presented = body.key.trim()
        const started = await startSession(services, presented, cause)
        if ('refused' in started) throw refuse(started, idOfSignInLink(presented) !== undefined, cause)
        const { expiresAt, token } = started
        const seconds = secondsUntil(expiresAt, services.now())
        return { status: 204, headers: { 'Set-Cookie': toSessionCookie(origin, { token, seconds }) } }
      },
    }),
    definePublicRoute({
      method: 'GET',
      path,
      operationId: 'getSession',
      summary: 'Who is signed in; null for nobody',
      scope: null,
      answers: { 200: { description: 'The session', schema: nullable(sessionSchema) } },
      async handle({ headers, origin }) {
        const token = presentedSession(headers, siteOf(origin))
        const session = token === undefined ? undefined : await findSession(services, token)
        return { status: 200, body: session === undefined ? null : await view(session.key, session.expiresAt) }
      },
    }),
    definePublicRoute({
      method: 'DELETE',
      path,
      operationId: 'signOut',
      summary: 'Sign out',
      scope: null,
      answers: {
        200: {
          description: 'Signed out here; the session at the provider goes on until it is ended there',
          schema: signedOutSchema,
        },
        204: { description: 'Signed out' },
      },
      async handle({ aside, cause, headers, origin }) {
        checkForgery({ headers })
        const token = presentedSession(headers, siteOf(origin))
        const cookie = { 'Set-Cookie': toSessionCookie(origin, null) }
        if (token !== undefined && isPersonToken(token)) {
          const continueAt = await aside(() => signOutPerson(token, cause, origin))
          if (continueAt !== undefined) return { status: 200, headers: cookie, body: { continueAt } }
        } else if (token !== undefined) await endSession(services, token, cause)
        return { status: 204, headers: cookie }
      },
    }),
  ]
}

/** What whoever holds a set-up link is told of its end. */
function describeOver({ key, refusal }: PresentedKey): string | undefined {
  if (!isSetupLink(key) || (refusal !== 'expired' && refusal !== 'revoked')) return undefined
  const end = refusal === 'revoked' ? 'was revoked' : `ended on ${key.expiresAt?.slice(0, 10)}`
  return `This set-up link ${end}. Ask for another where it came from (${key.madeBy})`
}

/** Whoever has not shown the secret of a key is nobody. */
function toSignInNote({ key, refusal }: PresentedKey, cause: Cause): AuditNote {
  const { id, organizationId } = key
  const keyId = refusal === 'wrong-secret' ? null : id
  const data = { reason: refusal }
  return { organizationId, type: 'SignInFailed', subject: toKeySubject(key), data, cause: { ...cause, keyId } }
}
