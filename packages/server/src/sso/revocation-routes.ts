import { signOutMember, type SignOutOrder, type SubjectIdentifier } from '@rolecall/core/access/sign-out-member'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { FoundConnection } from '@rolecall/core/directory/sso-connection'
import { UnprocessableError } from '@rolecall/core/errors'
import { BadRequest, NotFound } from '@rolecall/core/scim/errors'

import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import type { KeySets } from '../outbound/key-sets.ts'
import type { PublicRequest } from '../route/route-request.ts'
import { definePublicRoute, type PublicRoute } from '../route/route.ts'
import { toConnectionContext } from './connection-context.ts'
import { revocationBody } from './revocation-body.ts'
import { SignInRefused } from './sign-in-refused.ts'
import { revocationPath, toRevocationEndpoint } from './sso-path.ts'
import { TokenRefused } from './token-refused.ts'
import { readClaims, verifyRevocationToken, type ClaimedParty } from './verify-revocation-token.ts'

/** Tokens of one organization that wait for keys of its issuer. */
const waitingForKeys = 8

export interface RevocationRouteOptions {
  readonly services: OperationServices
  readonly keySets: KeySets
  /** Told why a provider was refused, which it is not. */
  readonly onRefused: (refused: { readonly requestId: string; readonly id: string; readonly reason: string }) => void
}

/** A provider that has shown a token of its connection. */
interface Caller {
  readonly found: FoundConnection
  readonly once: SignOutOrder['once']
}

/**
 * Where a provider signs somebody out of everything (draft-parecki-oauth-global-token-revocation; Okta's Universal Logout).
 * The order of refusals is the draft's: who asks, whether they may, what they say, whom they mean.
 */
export function revocationRoutes({ keySets, onRefused, services }: RevocationRouteOptions): readonly PublicRoute[] {
  const wait = createFewAtATime(waitingForKeys, () => new SignInRefused('KEY_SET_UNAVAILABLE'))

  async function prove({ aside, headers, origin, parameter: id }: PublicRequest): Promise<Caller> {
    const token = presentedToken(headers.authorization)
    const claimed = readClaims(token, toRevocationEndpoint(origin, id))
    const found = await findClaimed(services, id, claimed)
    const now = services.now()
    const verify = () => verifyRevocationToken(keySets, found.connection, token, now)
    return { found, once: await aside(() => wait(found.organizationId, verify)) }
  }

  async function telling<T>({ parameter: id, requestId }: PublicRequest, work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      const told = error instanceof TokenRefused ? error.cause : error
      if (told instanceof Error) onRefused({ requestId, id, reason: told.message })
      throw error
    }
  }

  async function signOut(request: PublicRequest<SubjectIdentifier | undefined, Caller>) {
    const { found, once } = request.admitted
    const context = toConnectionContext(services, found, request)
    const order = { connection: found.connection, subject: request.body, once }
    const outcome = await signOutMember(context, order)
    if (outcome === 'used') throw new TokenRefused('its jti was used before')
    if (outcome === 'malformed')
      throw new BadRequest('sub_id is needed, of the format email, iss_sub or opaque and with nothing else in it')
    if (outcome === 'unknown') throw new NotFound('There is no such member')
    if (outcome === 'several')
      throw new UnprocessableError('Nobody can be signed out', [
        { path: 'sub_id', message: 'several members have it; name one by iss_sub or opaque' },
      ])
    return { status: 204 }
  }

  return [
    definePublicRoute<SubjectIdentifier | undefined, Caller>({
      method: 'POST',
      path: `${revocationPath}/:connection`,
      operationId: 'signOutEverywhere',
      summary: 'Sign a member out of everything, by a token of the provider (Okta Universal Logout)',
      scope: null,
      headers: [{ name: 'Authorization', description: 'Bearer and a JWT of global-token-revocation', required: true }],
      admit: (request) => telling(request, prove(request)),
      body: revocationBody,
      answers: { 204: { description: 'The member is signed out' } },
      handle: (request) => telling(request, signOut(request)),
    }),
  ]
}

function presentedToken(header: string | undefined): string {
  const [, token] = /^Bearer +([\w.-]{1,16384})$/i.exec(header ?? '') ?? []
  if (token === undefined) throw new TokenRefused('there is none')
  return token
}

/** A connection by its id, or that of the organization which the token names; what there is not is refused as a token that does not fit. */
async function findClaimed(
  { store }: OperationServices,
  id: string,
  { clientId, issuer }: ClaimedParty,
): Promise<FoundConnection> {
  const found = await store.connections.find(id)
  if (found?.connection.issuer === issuer) return found
  if (found !== undefined) throw new TokenRefused(`its iss is not ${found.connection.issuer}`)
  const all = await store.read(id).connections.list()
  const [connection, ...others] = all.filter((one) => one.issuer === issuer && one.audience === clientId)
  if (connection === undefined || others.length > 0)
    throw new TokenRefused('no connection at this address, or more than one, has its iss and sub')
  return { organizationId: id, connection }
}
