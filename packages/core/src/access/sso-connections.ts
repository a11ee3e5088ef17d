import type { SsoConnection } from '../directory/sso-connection.ts'
import { ConflictError, UnprocessableError } from '../errors.ts'
import { NotFound, type Issue } from '../scim/errors.ts'
import type { StoreReader } from '../store.ts'
import { change } from '../change/change.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { pick } from './api-keys.ts'
import { checkIssuer, checkUrl } from './issuer.ts'
import { sealSecret } from './sealed-secret.ts'
import { checkSubjectClaim } from './subject-claim.ts'

/** What a client says about a connection. */
export interface ConnectionInput extends Pick<
  SsoConnection,
  'name' | 'issuer' | 'audience' | 'jwksUri' | 'claim' | 'console'
> {
  /** What this server proves itself by to the issuer; `null` for a public client. */
  readonly clientSecret: string | null
}

/** What of a connection may change: members are linked through its issuer and its claim, so these never do. */
export type ConnectionChange = Partial<Pick<ConnectionInput, 'name' | 'console' | 'clientSecret'>>

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
  { clientSecret, ...input }: ConnectionInput,
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
    const id = context.newId()
    const connection: SsoConnection = {
      ...input,
      id,
      sealedSecret: toSealed(context, id, clientSecret),
      created: tx.now,
    }
    await tx.connections.insert(connection)
    record('SsoConnectionCreated', `sso-connections/${id}`, toTold(connection))
    return connection
  })
}

/** Changes a connection from the next sign-in on; one that no longer opens the console ends those that go on. Throws NotFound, UnprocessableError. */
export async function changeConnection(
  context: OperationContext,
  id: string,
  { clientSecret, ...wanted }: ConnectionChange,
): Promise<SsoConnection> {
  return change(context, async ({ record, tx }) => {
    const standing = await getConnection(tx, id)
    const secret = clientSecret === undefined ? {} : { sealedSecret: toSealed(context, id, clientSecret) }
    const changed = { ...standing, ...wanted, ...secret }
    const attributes: string[] = (['name', 'console'] as const).filter((name) => changed[name] !== standing[name])
    // Which secret it was nobody is told, so a new one counts as another one.
    if (changed.sealedSecret !== standing.sealedSecret) attributes.push('hasClientSecret')
    if (attributes.length === 0) return standing
    await tx.connections.update(changed)
    const [before, after] = [pick(toTold(standing), attributes), pick(toTold(changed), attributes)]
    record('SsoConnectionChanged', `sso-connections/${id}`, { attributes, before, after })
    return changed
  })
}

/** Deletes a connection; nobody signs in by it any more. Throws NotFound. */
export async function deleteConnection(context: OperationContext, id: string): Promise<void> {
  await change(context, async ({ record, tx }) => {
    const standing = await getConnection(tx, id)
    await tx.connections.delete(id)
    record('SsoConnectionDeleted', `sso-connections/${id}`, { before: toTold(standing) })
  })
}

async function getConnection(reader: StoreReader, id: string): Promise<SsoConnection> {
  const found = await reader.connections.find(id)
  if (found === undefined) throw new NotFound(`There is no SSO connection with the id ${id}`)
  return found
}

function toSealed(context: OperationContext, connectionId: string, secret: string | null): string | null {
  const { organizationId } = context
  return secret === null ? null : sealSecret(context, { organizationId, connectionId, secret })
}

/** All of a connection that somebody decides; of its secret only that there is one. */
function toTold({ audience, claim, console, issuer, jwksUri, name, sealedSecret }: SsoConnection) {
  return { name, issuer, audience, jwksUri, claim, console, hasClientSecret: sealedSecret !== null }
}
