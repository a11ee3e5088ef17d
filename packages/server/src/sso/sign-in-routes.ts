import { createHash } from 'node:crypto'

import { buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client'

import { resolveIdentity } from '@rolecall/core/access/resolve-identity'
import { scopesOfRole, startSignIn } from '@rolecall/core/access/sign-ins'
import { useOnce } from '@rolecall/core/access/use-once'
import type { FoundConnection } from '@rolecall/core/directory/sso-connection'

import type { AuditNotes } from '../audit/audit-notes.ts'
import { pathOf } from '../http/site.ts'
import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import { knownUntil } from '../outbound/known-until.ts'
import type { Answer } from '../route/answer.ts'
import type { PublicRequest } from '../route/route-request.ts'
import { definePublicRoute, type PublicRoute } from '../route/route.ts'
import { secondsUntil, toSessionCookie } from '../session/session-cookie.ts'
import { toConnectionContext } from './connection-context.ts'
import { findConfiguration, readAnswer, type ProviderAccess } from './person-of-answer.ts'
import { RefusedAtConsole, resolutionReasons, toRefusedPath } from './refused-at-console.ts'
import { toReturnPath } from './return-path.ts'
import { newAttempt, presentedAttempt, toAttemptCookie, type Attempt } from './sign-in-attempt.ts'
import { signInPath, toAddresses } from './sso-path.ts'

/** Sign-ins of one organization that wait for its provider. */
const waitingForProvider = 8

/** What `oid` of Entra needs is `profile`. */
const scope = 'openid profile'

export interface SignInRouteOptions extends ProviderAccess {
  /** What the organization learns of it. */
  readonly notes: AuditNotes
  /** Told why somebody was refused, who is told less. */
  readonly onRefused: (refused: {
    readonly requestId: string
    readonly organizationId: string | undefined
    readonly connectionId: string
    readonly reason: string
    readonly cause: unknown
  }) => void
}

/** Sign-in to the console by OpenID Connect: the way to the provider, and the way back (OpenID Connect Core §3.1). */
export function signInRoutes(options: SignInRouteOptions): readonly PublicRoute[] {
  const { notes, onRefused, services } = options
  const wait = createFewAtATime(waitingForProvider, () => {
    return new RefusedAtConsole('unavailable', 'too many sign-ins wait for the provider')
  })

  /** What came of it, or where a refused browser goes; the organization is told where its provider has said who it was. */
  async function answer(
    { cause, origin, parameter: connectionId, requestId }: PublicRequest,
    found: FoundConnection | undefined,
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof RefusedAtConsole)) throw error
      const { code, message: reason, subject } = error
      onRefused({ requestId, organizationId: found?.organizationId, connectionId, reason, cause: error.cause })
      if (found !== undefined && subject !== undefined) {
        const { connection, organizationId } = found
        const data = { reason, subject, console: true }
        notes.add({ organizationId, type: 'PersonRefused', subject: `sso-connections/${connection.id}`, data, cause })
      }
      return { status: 303, headers: { Location: pathOf(origin) + toRefusedPath(code, requestId) } }
    }
  }

  async function begin({ aside, origin, query }: PublicRequest, found: FoundConnection): Promise<Answer> {
    const { connection, organizationId } = found
    const configuration = await aside(() => wait(organizationId, () => findConfiguration(options, found)))
    const { revision } = await services.store.read(organizationId).getState()
    const returnTo = toReturnPath(new URLSearchParams(query).get('to'))
    const attempt = newAttempt(services, { connectionId: connection.id, revision, returnTo })
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: toAddresses(origin, connection.id).redirectUri,
      scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
    })
    const cookie = await toAttemptCookie(services, origin, attempt)
    return { status: 303, headers: { Location: url.href, 'Set-Cookie': cookie } }
  }

  async function finish(request: PublicRequest, found: FoundConnection, attempt: Attempt): Promise<Answer> {
    const { aside, cause, origin, query } = request
    const { connection, organizationId } = found
    const now = services.now()
    const hash = createHash('sha256').update(`state ${attempt.state}`).digest('hex')
    const expiresAt = knownUntil(Date.parse(attempt.expiresAt) / 1_000)
    const once = { connectionId: connection.id, hash, now, expiresAt }
    const isFirst = await services.store.write(organizationId, { cause, now }, (tx) => useOnce(tx, once))
    if (!isFirst) throw new RefusedAtConsole('ended', 'the answer was used before, or the connection is gone')
    const answered = new URL(`${toAddresses(origin, connection.id).redirectUri}?${query}`)
    const person = await aside(() => wait(organizationId, () => readAnswer(options, found, answered, attempt)))
    const member = await findMember(request, found, person.subject)
    const of = { organizationId, connectionId: connection.id, userId: member.userId }
    const admitted = { ...person, ...of, begunAt: attempt.revision }
    const started = await startSignIn(services, admitted, cause)
    if (started === undefined)
      throw new RefusedAtConsole('ended', 'the member was changed or signed out meanwhile', person)
    const seconds = secondsUntil(started.expiresAt, services.now())
    const session = toSessionCookie(origin, { token: started.token, seconds })
    const cookies = [session, await toAttemptCookie(services, origin, null)]
    return { status: 303, headers: { Location: pathOf(origin) + attempt.returnTo, 'Set-Cookie': cookies } }
  }

  /** The member who is linked to a subject, if they are an Owner. */
  async function findMember(request: PublicRequest, found: FoundConnection, subject: string) {
    const context = toConnectionContext(services, found, request)
    const resolution = await resolveIdentity(context, found.connection.id, subject)
    const { outcome } = resolution
    if (outcome !== 'resolved') throw new RefusedAtConsole(outcome, resolutionReasons[outcome], { subject })
    const { member } = resolution
    if (scopesOfRole(member.role).length > 0) return member
    const reason = `${member.emailAddress} is no Owner, and only Owners may use the console`
    throw new RefusedAtConsole('not-owner', reason, { subject })
  }

  return [
    definePublicRoute({
      method: 'GET',
      path: `${signInPath}/:connection`,
      operationId: 'beginSignIn',
      summary: 'Sign in to the console: leads to the provider of the connection, or of the only one of an organization',
      scope: null,
      query: [{ name: 'to', description: 'The page of the console to come back to; the first one by default' }],
      answers: { 303: { description: 'On to the provider, or back to the console with a reason' } },
      async handle(request) {
        const found = await findConsoleConnection(services, request.parameter)
        return answer(request, found, () => begin(request, expectFound(found)))
      },
    }),
    definePublicRoute({
      method: 'GET',
      path: `${signInPath}/:connection/callback`,
      operationId: 'finishSignIn',
      summary: 'Come back from the provider: the answer sets the cookie of a session',
      scope: null,
      answers: { 303: { description: 'On to the console, signed in or with a reason' } },
      async handle(request) {
        const { headers, origin, parameter: id, query } = request
        const found = await findConsoleConnection(services, id)
        return answer(request, found, async () => {
          const attempt = await presentedAttempt(services, headers, origin)
          const [state, ...others] = new URLSearchParams(query).getAll('state')
          const isMine = attempt?.connectionId === id && attempt.state === state && others.length === 0
          if (attempt === undefined || !isMine)
            throw new RefusedAtConsole('ended', 'this browser has begun no such sign-in, or has taken too long')
          return finish(request, expectFound(found), attempt)
        })
      },
    }),
  ]
}

type Finding = Pick<ProviderAccess['services'], 'store'>

/** A connection that opens the console, by its id, or by that of an organization that has one such. */
async function findConsoleConnection({ store }: Finding, id: string): Promise<FoundConnection | undefined> {
  const found = await store.connections.find(id)
  if (found !== undefined) return found.connection.console ? found : undefined
  const [connection, ...others] = (await store.read(id).connections.list()).filter(({ console }) => console)
  return connection === undefined || others.length > 0 ? undefined : { organizationId: id, connection }
}

function expectFound(found: FoundConnection | undefined): FoundConnection {
  if (found === undefined)
    throw new RefusedAtConsole('link', 'there is no connection at this address that opens the console')
  return found
}
