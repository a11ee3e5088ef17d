import { toExpiry } from '../access/api-keys.ts'
import { isOver, type KeyRefusal } from '../access/authenticate.ts'
import type { OperationServices } from '../change/operation-context.ts'
import { hashApiKey, matchesApiKey, secretBytes } from '../directory/api-key-secret.ts'
import type { PlatformEvent } from '../directory/platform-event.ts'
import { formatPlatformKey, idOfPlatformKey, type PlatformKey } from '../directory/platform-key.ts'
import type { Cause } from '../plugin/event.ts'
import { NotFound } from '../scim/errors.ts'

type PlatformServices = Pick<OperationServices, 'store' | 'now' | 'newId' | 'randomBytes'>

/** A key with its secret, which is shown once and never stored. */
export interface IssuedPlatformKey {
  readonly record: PlatformKey
  readonly key: string
}

/** All of them, over ones too. */
export function listPlatformKeys({ store }: Pick<PlatformServices, 'store'>): Promise<PlatformKey[]> {
  return store.platform.listKeys()
}

/**
 * Makes a key of the scope `platform`: for whoever holds the server only, as it opens every organization. Throws
 * UnprocessableError for an end that is none.
 */
export async function createPlatformKey(
  services: PlatformServices,
  { displayName, expiresAt }: { readonly displayName: string; readonly expiresAt: string | null },
  cause: Cause,
): Promise<IssuedPlatformKey> {
  const id = services.newId()
  const created = services.now()
  const key = formatPlatformKey(id, services.randomBytes(secretBytes))
  const record: PlatformKey = {
    id,
    displayName,
    hash: hashApiKey(key),
    created,
    expiresAt: expiresAt === null ? null : toExpiry(expiresAt, created),
    lastUsedAt: null,
    revokedAt: null,
  }
  const data = { displayName, expiresAt: record.expiresAt }
  const subject = `platform-keys/${id}`
  await services.store.platform.insertKey(record, toEvent(services, 'PlatformKeyCreated', subject, data, cause))
  return { record, key }
}

/** Ends a key at once. Throws NotFound. */
export async function revokePlatformKey(services: PlatformServices, id: string, cause: Cause): Promise<void> {
  const event = toEvent(services, 'PlatformKeyRevoked', `platform-keys/${id}`, {}, cause)
  if (!(await services.store.platform.revokeKey(id, event)))
    throw new NotFound(`There is no platform key with the id ${id}`)
}

/** The key that a client presents, and what is wrong with it; `undefined` for what is no platform key of ours. */
export async function findPresentedPlatformKey(
  { now, store }: Pick<PlatformServices, 'store' | 'now'>,
  presented: string,
): Promise<{ readonly key: PlatformKey; readonly refusal: KeyRefusal | null } | undefined> {
  const id = idOfPlatformKey(presented)
  const key = id === undefined ? undefined : await store.platform.findKey(id)
  if (key === undefined) return undefined
  if (!matchesApiKey(presented, key.hash)) return { key, refusal: 'wrong-secret' }
  if (!isOver(key, now())) return { key, refusal: null }
  return { key, refusal: key.revokedAt === null ? 'expired' : 'revoked' }
}

/** What is written down beside every organization. */
export function toEvent(
  { newId, now }: Pick<PlatformServices, 'newId' | 'now'>,
  type: PlatformEvent['type'],
  subject: string,
  data: PlatformEvent['data'],
  cause: Cause,
): PlatformEvent {
  return { id: newId(), type, subject, time: now(), cause, data }
}
