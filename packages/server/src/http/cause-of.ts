import type { Cause } from '@rolecall/core/plugin/event'

import type { RequestState } from './request-state.ts'

/** Who or what makes a request happen, as it is kept with every event: the key is one that was let in. */
export function causeOf({ client, credential, key, requestId, route, trace }: RequestState): Cause {
  const { address, userAgent } = client
  const sessionId = credential.by === 'session' ? credential.sessionId : undefined
  const cause: { -readonly [Name in keyof Cause]: Cause[Name] } = {
    kind: route?.scope === 'scim' ? 'scim' : 'api',
    requestId,
    keyId: key === undefined || key.kind === 'person' || key.kind === 'platform' ? null : key.id,
  }
  if (key?.kind === 'person') cause.personId = key.id
  if (key?.kind === 'platform') cause.platformKeyId = key.id
  if (sessionId !== undefined) cause.sessionId = sessionId
  if (address !== undefined) cause.address = address
  if (userAgent !== undefined) cause.userAgent = userAgent
  if (trace !== undefined) cause.traceparent = trace.parent
  return cause
}
