import type { ApiKeyRecord } from '../directory/api-key.ts'
import { hashApiKey, matchesApiKey } from '../directory/api-key-secret.ts'
import { idOfSignInLink } from '../directory/sign-in-link.ts'
import { NotFound } from '../scim/errors.ts'
import { change } from '../change/change.ts'
import type { OperationContext, OperationServices } from '../change/operation-context.ts'
import { isOver, toRefusal, type PresentedKey } from './authenticate.ts'
import { toKeySubject } from '../directory/key-subject.ts'
import { issueLink, type IssuedLink } from './issue-link.ts'
import { isSetupLink } from './setup-links.ts'
import { toSessionEnd } from './session-token.ts'

/** How long a new link waits to be used, in minutes, where nobody says otherwise. */
export const usualLinkMinutes = 60

/**
 * Makes a link that signs an owner in to the console, once, for as long as a sign-in lasts. For whoever holds the server: by the
 * console that owner makes keys, or connects the identity provider.
 */
export async function createSignInLink(
  context: OperationContext,
  { displayName, minutes }: { readonly displayName: string; readonly minutes: number },
): Promise<IssuedLink> {
  return issueLink(context, { displayName, scopes: ['organization'], goodFor: minutes * 60_000 })
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
