import type { OperationServices } from '../change/operation-context.ts'
import type { ApiKeyRecord, ApiKeyScope } from '../directory/api-key.ts'
import { secretBytes } from '../directory/api-key-secret.ts'
import type { UserRecord } from '../directory/member.ts'
import { resolveRoles } from '../directory/resolve-roles.ts'
import { defaultCatalogue, ownerRole } from '../directory/role-catalogue.ts'
import type { SignIn } from '../directory/sign-in.ts'
import type { Cause } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'
import { findHolders } from './resolve-identity.ts'
import { seal, toSealingKey, unseal } from './seal.ts'
import { wasSignedOutAfter } from './sign-out-member.ts'
import { hashToken, lifetimeMilliseconds, toSessionId } from './session-token.ts'

type SignInServices = Pick<OperationServices, 'store' | 'now' | 'randomBytes'>

/** What tells the token of a person's sign-in from that of a key's, so that each costs one look-up. */
const prefix = 'p.'

/** Whether a token is of a sign-in through a connection. */
export function isPersonToken(token: string): boolean {
  return token.startsWith(prefix)
}

/** What the members of an organization may do in the console, by their role: an Owner everything, anybody else nothing. */
export function scopesOfRole(role: string): readonly ApiKeyScope[] {
  return role === ownerRole ? ['organization'] : []
}

/** Somebody who has shown the provider's token, and may come in. */
export type Admitted = Pick<
  SignIn,
  'organizationId' | 'connectionId' | 'userId' | 'subject' | 'tokenSubject' | 'tokenSession'
> & {
  readonly idToken: string
  /** The revision of the organization that was there when the sign-in was begun. */
  readonly begunAt: number
}

/** A new sign-in with its token, which is stored nowhere. */
export interface StartedSignIn {
  readonly id: string
  readonly token: string
  readonly expiresAt: string
}

/**
 * Signs a person in, always with a new token: nobody can have given it to the browser before. Held against what is stored once
 * more, in the transaction that writes it: `undefined` where the member was locked out, or signed out of everything, meanwhile.
 */
export async function startSignIn(
  services: SignInServices,
  { begunAt, idToken, ...admitted }: Admitted,
  cause: Cause,
): Promise<StartedSignIn | undefined> {
  const created = services.now()
  const token = prefix + Buffer.from(services.randomBytes(secretBytes)).toString('base64url')
  const hash = hashToken(token)
  const id = toSessionId(hash)
  const expiresAt = new Date(Date.parse(created) + lifetimeMilliseconds).toISOString()
  const sealedIdToken = seal(toSealingKey(token, 'ID token'), idToken, hash, services.randomBytes)
  const signIn: SignIn = { ...admitted, hash, sealedIdToken, created, expiresAt }
  return services.store.write(admitted.organizationId, { cause, now: created }, async (tx) => {
    const person = await findAdmitted(tx, signIn, created)
    if (person === undefined || (await wasSignedOutAfter(tx, signIn.userId, begunAt))) return undefined
    await tx.signIns.insert(signIn)
    const { connectionId, userId: personId } = admitted
    const data = { emailAddress: person.user.userName, console: true, sessionId: id, expiresAt }
    const subject = `sso-connections/${connectionId}`
    tx.events.append([{ type: 'PersonSignedIn', subject, data, cause: { ...cause, personId, sessionId: id } }])
    return { id, token, expiresAt }
  })
}

/** A sign-in that opens the console now. */
export interface FoundSignIn {
  readonly id: string
  readonly key: ApiKeyRecord
  readonly expiresAt: string
}

/** What a token stands for now; `undefined`, without a reason, where that is nothing. Decided with each request, by what is stored then. */
export async function findSignIn(
  { now, store }: Pick<SignInServices, 'store' | 'now'>,
  token: string,
): Promise<FoundSignIn | undefined> {
  const time = now()
  const signIn = await store.signIns.find(hashToken(token), time)
  const admitted = signIn && (await findAdmitted(store.read(signIn.organizationId), signIn, time))
  if (signIn === undefined || admitted === undefined) return undefined
  return { id: toSessionId(signIn.hash), key: toKey(signIn, admitted), expiresAt: signIn.expiresAt }
}

interface AdmittedPerson {
  readonly user: UserRecord
  readonly scopes: readonly ApiKeyScope[]
}

/**
 * Whom a sign-in lets in: nobody where the organization is suspended, its connection no longer opens the console, or the member
 * is inactive, linked otherwise, or no Owner.
 */
async function findAdmitted(
  reader: StoreReader,
  { connectionId, subject, userId }: Pick<SignIn, 'connectionId' | 'subject' | 'userId'>,
  now: string,
): Promise<AdmittedPerson | undefined> {
  const [{ suspendedAt }, connection, holders, user, grants] = await Promise.all([
    reader.getState(),
    reader.connections.find(connectionId),
    findHolders(reader, connectionId, subject),
    reader.users.find(userId),
    reader.grants.list({ userIds: [userId], scope: 'organization' }),
  ])
  const isLinked = holders.length === 1 && holders[0] === userId
  if (suspendedAt !== null || connection?.console !== true || !isLinked || user?.active !== true) return undefined
  const scopes = scopesOfRole(resolveRoles(user, grants, { ...ofNoTeams, now }).role)
  return scopes.length === 0 ? undefined : { user, scopes }
}

/** Roles of the organization depend on neither teams nor the catalogue. */
const ofNoTeams = { teamIds: new Map(), catalogue: defaultCatalogue, authoritativeTeams: new Set<never>() }

/** A sign-in that is to end, and the ID token that the provider wants to see again. */
export interface EndingSignIn {
  readonly signIn: SignIn
  readonly id: string
  readonly idToken: string | undefined
}

/** What a token stands for, to end it; `undefined` where that has ended before. */
export async function findEnding(
  { now, store }: Pick<SignInServices, 'store' | 'now'>,
  token: string,
): Promise<EndingSignIn | undefined> {
  const hash = hashToken(token)
  const signIn = await store.signIns.find(hash, now())
  if (signIn === undefined) return undefined
  const idToken = unseal(toSealingKey(token, 'ID token'), signIn.sealedIdToken, hash)
  return { signIn, id: toSessionId(hash), idToken }
}

/** What a request of a person acts as: a key that is theirs, of no secret, for as long as the request. */
function toKey(
  { connectionId, created, expiresAt, organizationId }: SignIn,
  { scopes, user }: AdmittedPerson,
): ApiKeyRecord {
  const nothing = { provider: null, guessedProvider: null, lastUsedAt: null, revokedAt: null, suspendedAt: null }
  const { id, userName: displayName } = user
  const who = { id, organizationId, connectionId, displayName, scopes, created, expiresAt }
  return { ...nothing, ...who, kind: 'person', strict: false, tolerancesOff: [], hash: '' }
}
