import { findBearer, isBearerInForce } from '@rolecall/core/access/access-tokens'
import { findPresentedKey, toRefusal, type KeyRefusal } from '@rolecall/core/access/authenticate'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { ApiKeyRecord } from '@rolecall/core/directory/api-key'
import type { TokenBearer } from '@rolecall/core/directory/oauth-client'
import { hashIssued, isIssued } from '@rolecall/core/directory/oauth-secret'
import { deepEqual } from '@rolecall/core/scim/deep-equal'
import type { Store, StoreReader } from '@rolecall/core/store'

/** What a request authenticates by, as it is stored: an API key, or the token of a client by its hash, which acts as the client's key. */
export interface Presented {
  readonly key: ApiKeyRecord
  readonly token: (Omit<TokenBearer, 'key'> & { readonly hash: string }) | null
}

/** Where it is found again: across organizations, or in a transaction of one. */
export interface PresentedSource {
  readonly keys: Pick<StoreReader['keys'], 'find'>
  readonly clients: Pick<StoreReader['clients'], 'findBearer'>
}

/** What a text stands for, and why it is refused; `null` where it is in force. */
export interface FoundPresented {
  readonly presented: Presented
  readonly refusal: KeyRefusal | null
}

/** Finds what a text stands for, be it in force or not; a text can be only one of both. */
export async function findPresented(services: OperationServices, text: string): Promise<FoundPresented | undefined> {
  if (isIssued('token', text)) {
    const presented = toPresented(await findBearer(services, text), hashIssued(text))
    return presented && { presented, refusal: refusalOf(presented, services.now()) }
  }
  const found = await findPresentedKey(services, text)
  return found && { presented: { key: found.key, token: null }, refusal: found.refusal }
}

/** Finds the same again, as it is now. */
export async function findAgain({ key, token }: Presented, source: PresentedSource): Promise<Presented | undefined> {
  if (token !== null) return toPresented(await source.clients.findBearer(token.hash), token.hash)
  const found = await source.keys.find(key.id)
  return found && { key: found, token: null }
}

/** The store as such a source. */
export function toSource({ apiKeys, clients }: Store): PresentedSource {
  return { keys: apiKeys, clients }
}

/** Why something presented is refused at an instant; `null` where it is in force. */
export function refusalOf({ key, token }: Presented, now: string): KeyRefusal | null {
  if (token === null) return toRefusal(key, now)
  if (isBearerInForce({ ...token, key }, now)) return null
  return key.revokedAt === null && token.credential.revokedAt === null ? 'expired' : 'revoked'
}

/** Whether a request would be answered the same; when a key was last used says nothing of that. */
export function isSamePresented(one: Presented, other: Presented): boolean {
  return deepEqual(toCompared(one), toCompared(other))
}

function toCompared({ key, token }: Presented) {
  return { key: { ...key, lastUsedAt: null }, token }
}

function toPresented(bearer: TokenBearer | undefined, hash: string): Presented | undefined {
  if (bearer === undefined) return undefined
  const { key, ...token } = bearer
  return { key, token: { ...token, hash } }
}
