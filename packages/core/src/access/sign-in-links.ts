import type { ApiKeyRecord } from '../directory/api-key.ts'
import { hashApiKey, matchesApiKey, secretBytes } from '../directory/api-key-secret.ts'
import { formatSignInLink, idOfSignInLink } from '../directory/sign-in-link.ts'
import { NotFound } from '../scim/errors.ts'
import { change } from '../change/change.ts'
import type { OperationContext, OperationServices } from '../change/operation-context.ts'
import { isOver, toKeySubject, toRefusal, type PresentedKey } from './authenticate.ts'
import { isSetupLink, longAgo } from './setup-links.ts'
import { toSessionEnd } from './session-token.ts'

/** How long a new link waits to be used, in minutes, where nobody says otherwise. */
export const usualLinkMinutes = 60

/** A link with its token, which is shown once and stored nowhere. */
export interface IssuedSignInLink {
  readonly record: ApiKeyRecord
  readonly token: string
}

/**
 * Makes a link that signs an owner in to the console, once, for as long as a sign-in lasts. For whoever holds the server: by the
 * console that owner makes keys, or connects the identity provider.
 */
export async function createSignInLink(
  context: OperationContext,
  { displayName, minutes }: { readonly displayName: string; readonly minutes: number },
): Promise<IssuedSignInLink> {
  return change(context, async (scope) => {
    const { keys, now } = scope.tx
    const id = context.newId()
    const token = formatSignInLink(id, context.randomBytes(secretBytes))
    const nothing = { connectionId: null, provider: null, guessedProvider: null, lastUsedAt: null, revokedAt: null }
    const record: ApiKeyRecord = {
      ...nothing,
      id,
      organizationId: context.organizationId,
      kind: 'link',
      suspendedAt: scope.tx.state.suspendedAt,
      displayName,
      scopes: ['organization'],
      strict: false,
      tolerancesOff: [],
      hash: hashApiKey(token),
      created: now,
      expiresAt: new Date(Date.parse(now) + minutes * 60_000).toISOString(),
    }
    await keys.dropLinks(longAgo(now))
    await keys.insert(record)
    const { expiresAt, scopes } = record
    scope.record('SignInLinkCreated', toKeySubject(record), { displayName, scopes, expiresAt })
    return { record, token }
  })
}

function isSignInLink(key: ApiKeyRecord): boolean {
  return key.kind === 'link' && !isSetupLink(key)
}

/** Those that are good for a sign-in, or for the one that has been begun by them. */
export async function listSignInLinks(context: OperationContext): Promise<ApiKeyRecord[]> {
  const keys = await context.store.read(context.organizationId).keys.list()
  return keys.filter((key) => isSignInLink(key) && !isOver(key, context.now()))
}

/** Ends a link, and the sign-in that has been begun by it. Throws NotFound. */
export async function revokeSignInLink(context: OperationContext, id: string): Promise<void> {
  await change(context, async (scope) => {
    const standing = await scope.tx.keys.find(id)
    if (standing === undefined || !isSignInLink(standing) || isOver(standing, scope.tx.now))
      throw new NotFound(`There is no sign-in link with the id ${id}`)
    await scope.tx.keys.update({ ...standing, revokedAt: scope.tx.now })
    scope.record('SignInLinkRevoked', toKeySubject(standing), {})
  })
}

/** The link whose token somebody presents; `undefined` for what is no link of ours. */
export async function findPresentedLink(
  { now, store }: Pick<OperationServices, 'store' | 'now'>,
  presented: string,
): Promise<PresentedKey | undefined> {
  const id = idOfSignInLink(presented)
  const key = id === undefined ? undefined : await store.apiKeys.find(id)
  if (key?.kind !== 'link') return undefined
  return { key, refusal: matchesApiKey(presented, key.hash) ? toRefusal(key, now()) : 'wrong-secret' }
}

/** A link that has been used: no token opens it any more, and it ends with the sign-in. */
export function toUsed(key: ApiKeyRecord, random: Uint8Array, now: string): ApiKeyRecord {
  return { ...key, hash: hashApiKey(Buffer.from(random).toString('base64url')), expiresAt: toSessionEnd(now) }
}
