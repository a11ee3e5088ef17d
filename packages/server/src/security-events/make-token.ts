import type { OperationServices } from '@rolecall/core/change/operation-context'
import { readEventResource } from '@rolecall/core/delivery/read-event-resource'
import { toSecurityEvent, transactionOf, type SecurityEvent } from '@rolecall/core/delivery/security-event'
import type { Place, Subscription } from '@rolecall/core/directory/subscription'
import type { StoredEvent } from '@rolecall/core/plugin/event'
import { SignJWT } from 'jose'

import { parseEventId } from '../api/cloud-event.ts'
import { scimPath } from '../route/scim-path.ts'
import type { SigningKey, SigningKeys } from './signing-keys.ts'
import { toStreamIssuer } from './stream-issuer.ts'

/** What a token is known by: the same in every attempt, another one in every stream. */
export function toTokenId({ id }: Pick<Subscription, 'id'>, { index, revision }: Place): string {
  return `${id}.${revision}-${index}`
}

/** The place of the event that a token of this stream was made of; `undefined` for what is no id of ours. */
export function parseTokenId({ id }: Pick<Subscription, 'id'>, jti: string): Place | undefined {
  if (!jti.startsWith(`${id}.`)) return undefined
  try {
    return parseEventId(jti.slice(id.length + 1), 'jti')
  } catch {
    return undefined
  }
}

/** What a token says beside the event: who has it from whom. */
export interface Addressed {
  readonly jti: string
  readonly origin: string
  readonly organizationId: string
  readonly audience: readonly string[]
  /** When it is made. */
  readonly now: string
}

/** A signed security event token of a stream (RFC 8417, RFC 9967); `undefined` for what is none, or where nothing can sign it. */
export async function makeToken(
  services: OperationServices,
  keys: SigningKeys,
  subscription: Subscription,
  event: StoredEvent,
): Promise<string | undefined> {
  const { organizationId, tokens } = subscription
  if (tokens === undefined) return undefined
  const { audience, form, issuer: origin } = tokens
  const signing = await keys.current()
  if (signing === undefined) return undefined
  const reader = services.store.read(organizationId)
  const resource = await readEventResource(services, reader, event, origin + scimPath)
  const security = toSecurityEvent(event, form, resource)
  if (security === undefined) return undefined
  const txn = transactionOf(event) ?? `${organizationId}.${event.revision}`
  const to = { jti: toTokenId(subscription, event), origin, organizationId, audience, now: services.now() }
  return sign(signing, to, security, event, txn)
}

/** The token of what a request came to, for who asks for it (RFC 9967 §2.5.1.1). */
export async function makeCompletion(
  keys: SigningKeys,
  to: Addressed,
  event: StoredEvent,
): Promise<string | undefined> {
  const signing = await keys.current()
  const security = toSecurityEvent(event, 'notice', undefined)
  if (signing === undefined || security === undefined) return undefined
  return sign(signing, to, security, event, transactionOf(event) ?? '')
}

function sign(
  { key, kid }: SigningKey,
  { audience, jti, now, organizationId, origin }: Addressed,
  { event: uri, externalId, payload, uri: resource }: SecurityEvent,
  { time }: StoredEvent,
  txn: string,
): Promise<string> {
  return new SignJWT({
    jti,
    iat: toSeconds(now),
    // When it happened (RFC 8417 §2.2): a token may be made, and made again, long after that.
    toe: toSeconds(time),
    iss: toStreamIssuer(origin, organizationId),
    aud: [...audience],
    txn,
    sub_id: { format: 'scim', uri: resource, ...(externalId === null ? {} : { externalId }) },
    events: { [uri]: payload },
  })
    .setProtectedHeader({ alg: 'ES256', kid, typ: 'secevent+jwt' })
    .sign(key)
}

function toSeconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1_000)
}
