import { change } from '../change/change.ts'
import type { ChangeScope, OperationContext } from '../change/operation-context.ts'
import { secretBytes } from '../directory/api-key-secret.ts'
import type { ClientCredential, ClientTrust } from '../directory/oauth-client.ts'
import { formatIssued, hashIssued } from '../directory/oauth-secret.ts'
import { ConflictError, UnprocessableError } from '../errors.ts'
import { NotFound, type Issue } from '../scim/errors.ts'
import { toExpiry } from './api-keys.ts'
import { checkIssuer, checkUrl, tenantOfIssuer } from './issuer.ts'
import { getLiveClient } from './oauth-clients.ts'

/** Live credentials that a client may have: the one in use, the next one, and some more. */
const mostCredentials = 10

/** A secret ends, after a year where nothing is said and after three at most (Entra's gallery asks for one to three). */
const longestYears = 3

export interface SecretInput {
  readonly name: string
  /** A date, whose end at 24:00 UTC ends the secret, or an instant; `null` for a year from now. */
  readonly expiresAt: string | null
}

/** `tenant` may be left out: it is that of an issuer of Entra. */
export interface TrustInput extends Omit<ClientTrust, 'tenant'> {
  readonly name: string
  readonly tenant?: string | null
}

/** A credential with its secret, which is shown once and never stored. */
export interface IssuedSecret {
  readonly credential: ClientCredential
  readonly secret: string
}

/** The credentials of all clients, ended ones too. */
export function listCredentials(context: OperationContext): Promise<ClientCredential[]> {
  return context.store.read(context.organizationId).clients.listCredentials()
}

/** Gives a client one more secret; those that it has stay. Throws NotFound, ConflictError, UnprocessableError. */
export function addSecret(context: OperationContext, clientId: string, input: SecretInput): Promise<IssuedSecret> {
  return change(context, async (scope) => {
    const secret = formatIssued('secret', context.randomBytes(secretBytes))
    const expiresAt = toEnd(input.expiresAt, scope.tx.now)
    const own = { name: input.name, hash: hashIssued(secret), trust: null, expiresAt }
    return { credential: await add(scope, clientId, own), secret }
  })
}

/**
 * Lets a client prove itself by assertions of an issuer. `more` is what the caller knows against it. Throws NotFound,
 * ConflictError, UnprocessableError with every issue.
 */
export function addTrust(
  context: OperationContext,
  clientId: string,
  { name, ...input }: TrustInput,
  more: readonly Issue[] = [],
): Promise<ClientCredential> {
  const { issuer, jwksUri, tenant = issuer === null ? null : tenantOfIssuer(issuer) } = input
  const issues = [...(issuer === null ? [] : checkIssuer(issuer)), ...checkUrl('jwksUri', jwksUri), ...more]
  if (issues.length > 0) throw new UnprocessableError('The issuer can not be trusted so', issues)
  return change(context, (scope) =>
    add(scope, clientId, { name, hash: null, trust: { ...input, tenant }, expiresAt: null }),
  )
}

/** Ends a credential, and at once every token that it was good for. Throws NotFound. */
export async function revokeCredential(context: OperationContext, id: string): Promise<void> {
  await change(context, async ({ record, tx }) => {
    const credential = (await tx.clients.listCredentials()).find((one) => one.id === id)
    if (credential === undefined || credential.revokedAt !== null)
      throw new NotFound(`There is no credential of an OAuth client with the id ${id}`)
    await tx.clients.revokeCredential(id, tx.now)
    record('ClientCredentialRevoked', `clients/${credential.clientId}`, describe(credential))
  })
}

/** Whether a credential is neither revoked nor at its end at an instant. */
export function isLive(
  { expiresAt, revokedAt }: Pick<ClientCredential, 'expiresAt' | 'revokedAt'>,
  now: string,
): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now)
}

async function add(
  { context, record, tx }: ChangeScope,
  clientId: string,
  own: Pick<ClientCredential, 'name' | 'hash' | 'trust' | 'expiresAt'>,
): Promise<ClientCredential> {
  await getLiveClient(tx, clientId)
  const live = (await tx.clients.listCredentials()).filter((one) => one.clientId === clientId && isLive(one, tx.now))
  if (live.length >= mostCredentials) {
    throw new ConflictError(
      'TOO_MANY_CREDENTIALS',
      `The client has ${live.length} live credentials; revoke one that nobody uses any more`,
    )
  }
  const state = { created: tx.now, lastUsedAt: null, revokedAt: null }
  const credential: ClientCredential = { id: context.newId(), clientId, ...own, ...state }
  await tx.clients.insertCredential(credential)
  record('ClientCredentialAdded', `clients/${clientId}`, describe(credential))
  return credential
}

/** What of a credential an event says: nothing by which it could be used. */
function describe({ expiresAt, id, name, trust }: ClientCredential) {
  return { credentialId: id, name, expiresAt, trust: trust === null ? null : { ...trust } }
}

function toEnd(wanted: string | null, now: string): string {
  if (wanted === null) return inYears(now, 1)
  const end = toExpiry(wanted, now)
  // The last day of the three years ends after them.
  if (Date.parse(end) <= Date.parse(inYears(now, longestYears)) + 86_400_000) return end
  throw new UnprocessableError('The secret lives too long', [
    { path: 'expiresAt', message: `a date within ${longestYears} years was expected, not "${wanted}"` },
  ])
}

function inYears(now: string, count: number): string {
  const date = new Date(now)
  date.setUTCFullYear(date.getUTCFullYear() + count)
  return date.toISOString()
}
