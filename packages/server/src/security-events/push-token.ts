import type { OperationServices } from '@rolecall/core/change/operation-context'
import type { Outcome } from '@rolecall/core/delivery/outcome'
import { openFor } from '@rolecall/core/delivery/signing-secrets'
import type { Subscription } from '@rolecall/core/directory/subscription'
import type { StoredEvent } from '@rolecall/core/plugin/event'

import { unreachable } from '../delivery/to-outcome.ts'
import type { Outbound } from '../outbound/create-outbound.ts'
import { makeToken } from './make-token.ts'
import type { SigningKeys } from './signing-keys.ts'
import { toPushOutcome } from './to-push-outcome.ts'

/** Posts an event as a security event token (RFC 8935 §2). */
export async function pushToken(
  services: OperationServices,
  keys: SigningKeys,
  outbound: Pick<Outbound, 'post'>,
  subscription: Subscription,
  event: StoredEvent,
): Promise<Outcome> {
  const sealed = subscription.tokens?.authorization ?? null
  const authorization = sealed === null ? null : openFor(services, subscription, sealed)
  const body = authorization === undefined ? undefined : await makeToken(services, keys, subscription, event)
  if (body === undefined || subscription.url === null)
    return { delivered: false, error: 'no token can be signed: sso.secret of this server is another one' }
  const headers = {
    'content-type': 'application/secevent+jwt',
    ...(authorization === null || authorization === undefined ? {} : { authorization }),
  }
  try {
    const answer = await outbound.post(subscription.url, { headers, body })
    return toPushOutcome(answer, services.now())
  } catch {
    return unreachable
  }
}
