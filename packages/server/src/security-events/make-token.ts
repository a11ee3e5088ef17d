import type { OperationServices } from '@rolecall/core/change/operation-context'
import { readEventResource } from '@rolecall/core/delivery/read-event-resource'
import { toSecurityEvent } from '@rolecall/core/delivery/security-event'
import type { Place, Subscription } from '@rolecall/core/directory/subscription'
import type { StoredEvent } from '@rolecall/core/plugin/event'
import { SignJWT } from 'jose'

import { parseEventId } from '../api/cloud-event.ts'
import { scimPath } from '../route/scim-path.ts'
import type { SigningKeys } from './signing-keys.ts'

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

/** A signed security event token (RFC 8417, RFC 9967); `undefined` for what is none, or where nothing can sign it. */
export async function makeToken(
  services: OperationServices,
  keys: SigningKeys,
  subscription: Subscription,
  event: StoredEvent,
): Promise<string | undefined> {
  const { organizationId, tokens } = subscription
  const signing = await keys.current()
  if (signing === undefined || tokens === undefined) return undefined
  const resource = await readEventResource(
    services,
    services.store.read(organizationId),
    event,
    tokens.issuer + scimPath,
  )
  const security = toSecurityEvent(event, tokens.form, resource)
  if (security === undefined) return undefined
  const { externalId = null } = resource ?? {}
  return new SignJWT({
    jti: toTokenId(subscription, event),
    iat: Math.floor(Date.parse(event.time) / 1_000),
    iss: tokens.issuer,
    aud: [...tokens.audience],
    txn: event.cause.requestId ?? `${organizationId}.${event.revision}`,
    sub_id: { format: 'scim', uri: security.uri, ...(externalId === null ? {} : { externalId }) },
    events: { [security.event]: security.payload },
  })
    .setProtectedHeader({ alg: 'ES256', kid: signing.kid, typ: 'secevent+jwt' })
    .sign(signing.key)
}
