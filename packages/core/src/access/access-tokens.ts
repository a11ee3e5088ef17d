import type { OperationServices } from '../change/operation-context.ts'
import { secretBytes } from '../directory/api-key-secret.ts'
import type { ClientCredential, OauthClient, TokenBearer, UsedAssertion } from '../directory/oauth-client.ts'
import { formatIssued, hashIssued, isIssued } from '../directory/oauth-secret.ts'
import { isInForce } from './authenticate.ts'
import { isLive } from './client-credentials.ts'

/** A new access token, which is stored nowhere. */
export interface IssuedToken {
  readonly token: string
  /** How long it lives, in seconds. */
  readonly expiresIn: number
}

type TokenServices = Pick<OperationServices, 'store' | 'now' | 'randomBytes'>

/**
 * Issues a token for a credential that has been proved. It is opaque: what it stands for is looked up at every request, so that
 * it ends with its client or credential at once on every server, and nothing that is stored could make one. `undefined` where
 * the assertion has been used before.
 */
export async function issueToken(
  { now, randomBytes, store }: TokenServices,
  { key, tokenLifetime }: OauthClient,
  credential: ClientCredential,
  assertion: UsedAssertion | null,
): Promise<IssuedToken | undefined> {
  const created = now()
  const end = Date.parse(created) + tokenLifetime * 1_000
  const latest = credential.expiresAt === null ? end : Math.min(end, Date.parse(credential.expiresAt))
  const token = formatIssued('token', randomBytes(secretBytes))
  const stored = {
    hash: hashIssued(token),
    organizationId: key.organizationId,
    clientId: key.id,
    credentialId: credential.id,
    created,
    expiresAt: new Date(latest).toISOString(),
  }
  if (!(await store.clients.issue(stored, assertion))) return undefined
  // The secret may have ended since it was proved.
  return { token, expiresIn: Math.max(0, Math.floor((latest - Date.parse(created)) / 1_000)) }
}

/** What a presented token stands for, be that in force or not; `undefined` for one that is none. */
export async function findBearer(
  { store }: Pick<TokenServices, 'store'>,
  presented: string,
): Promise<TokenBearer | undefined> {
  return isIssued('token', presented) ? store.clients.findBearer(hashIssued(presented)) : undefined
}

/** Whether a token, and what it was issued for, are in force at an instant. */
export function isBearerInForce({ credential, expiresAt, key }: TokenBearer, now: string): boolean {
  return expiresAt > now && isLive(credential, now) && isInForce(key, now)
}
