import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { literal, number, object, string } from 'valibot'

import { issueToken } from '@rolecall/core/access/access-tokens'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { TooManyRequests } from '@rolecall/core/scim/errors'

import { toClientNote } from '../audit/note-refused.ts'
import type { AuditNotes } from '../audit/audit-notes.ts'
import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import type { KeySets } from '../outbound/key-sets.ts'
import type { PublicRequest } from '../route/route-request.ts'
import { definePublicRoute, type PublicRoute } from '../route/route.ts'
import { authenticateClient, ProofRefused, type Outside, type ProvedClient } from './authenticate-client.ts'
import { formBody, type Form } from './form-body.ts'
import { OauthError } from './oauth-error.ts'
import { oauthPath, toIssuer, toTokenEndpoint } from './oauth-path.ts'
import { challenge, grantedScope, readProof, type ClientProof } from './token-request.ts'

/** Tokens that a client gets in a minute from each server: one for each request of a slow provider, and the table stays small. */
const tokensPerMinute = 120

/** Requests of one organization that wait for keys of an issuer. */
const waitingForKeys = 8

export interface TokenRouteOptions {
  readonly services: OperationServices
  readonly keySets: KeySets
  /** What the organization of the client learns of it. */
  readonly notes: AuditNotes
  /** Told why a request of a client was refused, which the client is not. */
  readonly onRefused: (refused: {
    readonly requestId: string
    readonly clientId: string
    readonly reason: string
  }) => void
}

const tokenSchema = object({
  access_token: string(),
  token_type: literal('Bearer'),
  expires_in: number(),
  scope: string(),
})

/** Tokens for clients (RFC 6749 §4.4). An organization has an address of its own, by which only its clients get one. */
export function tokenRoutes(options: TokenRouteOptions): readonly PublicRoute[] {
  const issue = createIssuing(options)
  const paths = { requestToken: `${oauthPath}/token`, requestOrganizationToken: `${oauthPath}/:organization/token` }
  return Object.entries(paths).map(([operationId, path]) =>
    definePublicRoute<Form>({
      method: 'POST',
      path,
      operationId,
      summary: 'Get an access token for a client (RFC 6749 §4.4, RFC 7523 §2.2)',
      scope: null,
      body: formBody,
      answers: { 200: { description: 'The token', schema: tokenSchema } },
      handle: issue,
    }),
  )
}

function createIssuing({ keySets, notes, onRefused, services }: TokenRouteOptions) {
  const limiter = new RateLimiterMemory({ points: tokensPerMinute, duration: 60 })
  const prove = createProving(services, keySets)

  function refuse(
    { client, isOurs, message }: ProofRefused,
    proof: ClientProof,
    request: PublicRequest<Form>,
  ): OauthError {
    if (client !== undefined) {
      const clientId = client.key.id
      services.store.clients.noteRefusal(clientId, services.now(), message)
      onRefused({ requestId: request.requestId, clientId, reason: message })
      notes.add(toClientNote(client.key, message, request.cause))
    }
    if (isOurs) return keysAway()
    const headers = proof.by === 'secret' && request.headers.authorization !== undefined ? challenge : {}
    return new OauthError('invalid_client', 'The client could not be authenticated', { status: 401, headers })
  }

  return async (request: PublicRequest<Form>) => {
    const proof = readProof(request.body, request.headers)
    try {
      const proved = await prove(request, proof)
      await takeOne(limiter, proved.client.key.id)
      const issued = await issueToken(services, proved.client, proved.credential, proved.assertion)
      if (issued === undefined)
        throw new ProofRefused(proved.client, 'the assertion has been used before: its jti is good for one token')
      const { expiresIn, token } = issued
      const body = { access_token: token, token_type: 'Bearer', expires_in: expiresIn, scope: grantedScope }
      return { status: 200, headers: { Pragma: 'no-cache' }, body }
    } catch (error) {
      throw error instanceof ProofRefused ? refuse(error, proof, request) : error
    }
  }
}

/** Proves a client. What may wait for another server keeps no turn, and few requests of an organization do at a time. */
function createProving(services: OperationServices, keySets: KeySets) {
  const wait = createFewAtATime(waitingForKeys, keysAway)
  return ({ aside, origin, parameter }: PublicRequest<Form>, proof: ClientProof): Promise<ProvedClient> => {
    const organizationId = parameter === '' ? undefined : parameter
    const outside: Outside = (owner, work) => aside(() => wait(owner, work))
    const audiences = audiencesOf(origin, organizationId)
    return authenticateClient({ services, keySets, organizationId, audiences, outside }, proof)
  }
}

/** RFC 7523 §3: the token endpoint, or the server as its metadata calls it. */
function audiencesOf(origin: string, organizationId: string | undefined): readonly string[] {
  const ofAll = [toTokenEndpoint(origin), toIssuer(origin)]
  return organizationId === undefined
    ? ofAll
    : [toTokenEndpoint(origin, organizationId), toIssuer(origin, organizationId), ...ofAll]
}

function keysAway(): OauthError {
  return new OauthError('temporarily_unavailable', 'The keys of the issuer of the assertion could not be read', {
    status: 503,
    headers: { 'Retry-After': '30' },
  })
}

async function takeOne(limiter: RateLimiterMemory, clientId: string): Promise<void> {
  try {
    await limiter.consume(clientId)
  } catch (cause) {
    if (!(cause instanceof RateLimiterRes)) throw cause
    const seconds = Math.max(1, Math.ceil(cause.msBeforeNext / 1_000))
    throw new TooManyRequests(`A client gets ${tokensPerMinute} tokens in a minute; use each until it ends`, seconds)
  }
}
