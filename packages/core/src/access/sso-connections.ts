import type { SsoConnection } from '../directory/sso-connection.ts'
import { ConflictError, UnprocessableError } from '../errors.ts'
import { NotFound, type Issue } from '../scim/errors.ts'
import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** What a client says about a connection. */
export type ConnectionInput = Omit<SsoConnection, 'id' | 'created'>

/** Claims that a user, or an issuer's administrator, can set to somebody else's value. */
const refusedClaims = ['email', 'upn', 'preferred_username']

/** The OpenID Connect issuers that the organization accepts. */
export function listConnections(context: OperationContext): Promise<SsoConnection[]> {
  return context.store.read(context.organizationId).connections.list()
}

/**
 * Makes a connection. The subject must be a claim that never changes hands. Throws UnprocessableError
 * with every issue, ConflictError for an issuer and audience that the organization has already.
 */
export async function createConnection(context: OperationContext, input: ConnectionInput): Promise<SsoConnection> {
  const issues = [
    ...checkUrl('issuer', input.issuer),
    ...checkUrl('jwksUri', input.jwksUri),
    ...checkClaim(input.claim),
  ]
  if (issues.length > 0) throw new UnprocessableError('The connection can not be used', issues)
  return change(context, async ({ record, tx }) => {
    const others = await tx.connections.list()
    if (others.some(({ issuer, audience }) => issuer === input.issuer && audience === input.audience)) {
      throw new ConflictError('ALREADY_EXISTS', 'There is a connection of this issuer and audience already')
    }
    const connection: SsoConnection = { ...input, id: context.newId(), created: tx.now }
    await tx.connections.insert(connection)
    record('SsoConnectionCreated', `sso-connections/${connection.id}`, { issuer: input.issuer })
    return connection
  })
}

/** Deletes a connection; nobody signs in by it any more. Throws NotFound. */
export async function deleteConnection(context: OperationContext, id: string): Promise<void> {
  await change(context, async ({ record, tx }) => {
    if ((await tx.connections.find(id)) === undefined)
      throw new NotFound(`There is no SSO connection with the id ${id}`)
    await tx.connections.delete(id)
    record('SsoConnectionDeleted', `sso-connections/${id}`)
  })
}

function checkClaim(claim: string): readonly Issue[] {
  if (!refusedClaims.includes(claim.toLowerCase())) return []
  return [{ path: 'claim', message: `"${claim}" can change hands and identifies nobody; use "oid" for Entra or "sub"` }]
}

/** Keys are fetched only over TLS, but from this very machine, where an issuer under test runs. */
function checkUrl(path: string, text: string): readonly Issue[] {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol === 'https:') return []
  if (url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return []
  return [{ path, message: `an https URL was expected, not "${text}"` }]
}
