import type { SsoConnection } from '../directory/sso-connection.ts'
import { ConflictError, UnprocessableError } from '../errors.ts'
import { NotFound, type Issue } from '../scim/errors.ts'
import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { checkIssuer, checkUrl } from './issuer.ts'
import { checkSubjectClaim } from './subject-claim.ts'

/** What a client says about a connection. */
export type ConnectionInput = Omit<SsoConnection, 'id' | 'created'>

/** The OpenID Connect issuers that the organization accepts. */
export function listConnections(context: OperationContext): Promise<SsoConnection[]> {
  return context.store.read(context.organizationId).connections.list()
}

/**
 * Makes a connection. The subject must be a claim that never changes hands; `more` is what the caller knows
 * against it. Throws UnprocessableError
 * with every issue, ConflictError for an issuer and audience that the organization has already.
 */
export async function createConnection(
  context: OperationContext,
  input: ConnectionInput,
  more: readonly Issue[] = [],
): Promise<SsoConnection> {
  const issues = [
    ...checkIssuer(input.issuer),
    ...checkUrl('jwksUri', input.jwksUri),
    ...checkSubjectClaim(input.claim),
    ...more,
  ]
  if (issues.length > 0) throw new UnprocessableError('The connection can not be used', issues)
  return change(context, async ({ record, tx }) => {
    const others = await tx.connections.list()
    if (others.some(({ issuer, audience }) => issuer === input.issuer && audience === input.audience)) {
      throw new ConflictError('ALREADY_EXISTS', 'There is a connection of this issuer and audience already')
    }
    const connection: SsoConnection = { ...input, id: context.newId(), created: tx.now }
    await tx.connections.insert(connection)
    record('SsoConnectionCreated', `sso-connections/${connection.id}`, { ...input })
    return connection
  })
}

/** Deletes a connection; nobody signs in by it any more. Throws NotFound. */
export async function deleteConnection(context: OperationContext, id: string): Promise<void> {
  await change(context, async ({ record, tx }) => {
    const standing = await tx.connections.find(id)
    if (standing === undefined) throw new NotFound(`There is no SSO connection with the id ${id}`)
    await tx.connections.delete(id)
    const { audience, claim, issuer, jwksUri, name } = standing
    record('SsoConnectionDeleted', `sso-connections/${id}`, { before: { name, issuer, audience, jwksUri, claim } })
  })
}
