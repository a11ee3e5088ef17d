import { exactOptional, maxLength, nonEmpty, pipe, strictObject, string } from 'valibot'

import { UnprocessableError } from '@rolecall/core/errors'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import type { OperationContext } from '@rolecall/core/change/operation-context'
import { resolveIdentity } from '@rolecall/core/access/resolve-identity'
import { listConnections } from '@rolecall/core/access/sso-connections'
import { checkSubjectClaim } from '@rolecall/core/access/subject-claim'
import { NotFound } from '@rolecall/core/scim/errors'

import type { AuditNotes } from '../audit/audit-notes.ts'
import { jsonBody } from '../api/json-body.ts'
import { memberDetailSchema } from '../api/member-schema.ts'
import { text } from '../api/text-schema.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { signInReasons } from './sign-in-reasons.ts'
import { SignInRefused } from './sign-in-refused.ts'
import type { IdTokenVerifier } from './verify-id-token.ts'

const inputSchema = strictObject({
  connection: exactOptional(text),
  idToken: pipe(string(), nonEmpty(), maxLength(32_768)),
})

const refusals = { unknown: 'UNKNOWN_SUBJECT', inactive: 'INACTIVE_MEMBER' } as const

/** Told what came of a token: whose it is, or why nobody's. The token itself is told to nobody. */
export type OnResolved = (decision: {
  readonly requestId: string
  readonly organizationId: string
  readonly connectionId: string
  readonly outcome: 'resolved' | 'refused'
  /** The member; `null` where there is none. */
  readonly userId: string | null
  /** How the member was found, or what is wrong. */
  readonly reason: string
}) => void

/** Resolves a sign-in: a verified token's subject to the member that is linked to exactly it, never by e-mail. */
export function resolveRoutes(verify: IdTokenVerifier, notes: AuditNotes, onResolved: OnResolved): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/sso/resolve',
      operationId: 'resolveIdToken',
      summary: 'Resolve an ID token to an active member',
      scope: 'organization_read',
      body: jsonBody(inputSchema),
      answers: { 200: { description: 'The member', schema: memberDetailSchema } },
      async handle({ context, body, requestId }) {
        const connection = chooseConnection(await listConnections(context), body.connection)
        const { cause, organizationId } = context
        const note = { organizationId, subject: `sso-connections/${connection.id}` }
        const decision = { requestId, organizationId, connectionId: connection.id }
        try {
          const member = await resolve(context, connection, await verify(connection, body.idToken))
          const { emailAddress, userId: personId } = member
          const reason = `linked to the claim ${connection.claim} of the token`
          onResolved({ ...decision, outcome: 'resolved', userId: personId, reason })
          notes.add({ ...note, type: 'PersonSignedIn', data: { emailAddress }, cause: { ...cause, personId } })
          return { status: 200, body: member }
        } catch (error) {
          const reason = toReason(error)
          if (reason !== undefined) {
            onResolved({ ...decision, outcome: 'refused', userId: null, reason: describe(error) })
            notes.add({ ...note, type: 'PersonRefused', data: { reason }, cause })
          }
          throw error
        }
      },
    }),
  ]
}

/** Why a person was refused; `undefined` where something else has failed. */
function toReason(error: unknown): string | undefined {
  if (error instanceof SignInRefused) return error.code
  return error instanceof UnprocessableError ? 'INVALID_TOKEN' : undefined
}

/** As the product is told, without the names of people. */
function describe(error: unknown): string {
  if (error instanceof SignInRefused) return signInReasons[error.code][1]
  const said = error instanceof UnprocessableError ? error.issues.map(({ message }) => message) : []
  return [(error as Error).message, ...said].join(': ')
}

function chooseConnection(connections: readonly SsoConnection[], id: string | undefined): SsoConnection {
  if (id === undefined && connections.length > 1) {
    const message = 'must be named, because the organization has several connections'
    throw new UnprocessableError('The connection is not clear', [{ path: 'connection', message }])
  }
  const found = id === undefined ? connections[0] : connections.find((connection) => connection.id === id)
  if (found === undefined) throw new NotFound('There is no such connection')
  // One may be older than the rule.
  const issues = checkSubjectClaim(found.claim)
  if (issues.length > 0) throw new UnprocessableError('The connection can not be used; make it anew', issues)
  return found
}

async function resolve(context: OperationContext, connection: SsoConnection, subject: string) {
  const resolution = await resolveIdentity(context, connection.id, subject)
  if (resolution.outcome === 'resolved') return resolution.member
  if (resolution.outcome !== 'ambiguous') throw new SignInRefused(refusals[resolution.outcome])
  throw new SignInRefused('AMBIGUOUS_SUBJECT', { members: resolution.members })
}
