import type { Cause } from '@rolecall/core/plugin/event'

import type { RequestState } from './request-state.ts'

/** Who or what makes a request happen, as it is kept with every event: the key is one that was let in. */
export function causeOf({ client, credential, key, requestId, route }: RequestState): Cause {
  const { address, userAgent } = client
  const sessionId = credential.by === 'session' ? credential.sessionId : undefined
  return {
    kind: route?.scope === 'scim' ? 'scim' : 'api',
    requestId,
    keyId: key === undefined || key.kind === 'person' ? null : key.id,
    ...(key?.kind === 'person' ? { personId: key.id } : {}),
    ...(sessionId === undefined ? {} : { sessionId }),
    ...(address === undefined ? {} : { address }),
    ...(userAgent === undefined ? {} : { userAgent }),
  }
}
