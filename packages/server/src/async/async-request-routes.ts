import { readCompletions } from '@rolecall/core/async/read-completions'
import { refuseUnsigned } from '@rolecall/core/delivery/streams'
import type { StoredEvent } from '@rolecall/core/plugin/event'

import { defineRoute, type Route } from '../route/route.ts'
import type { RouteRequest } from '../route/route-request.ts'
import { scimPath } from '../route/scim-path.ts'
import { makeCompletion } from '../security-events/make-token.ts'
import type { SigningKeys } from '../security-events/signing-keys.ts'
import { asyncRequestPath } from './async-request-path.ts'

const setType = 'application/secevent+jwt'

/** Where the token can be read that tells what a request came to (RFC 9967 §2.5.1.1). */
export const asyncRequestRoutes = (keys: SigningKeys): readonly Route[] => [
  defineRoute({
    method: 'GET',
    path: `${scimPath}${asyncRequestPath}/:txn`,
    operationId: 'getScimAsyncRequest',
    summary: 'Read what a request came to that was carried out later',
    scope: 'scim',
    answers: {
      200: {
        description:
          'The security event token (RFC 9967 §2.5.1.3); of a bulk request those that there are, as a poll answers them',
        mediaTypes: [setType, 'application/json'],
      },
      202: {
        description: 'It waits to be carried out',
        headers: [{ name: 'Retry-After', description: 'When to ask again, in seconds', schema: { type: 'integer' } }],
      },
    },
    async handle(request) {
      const { events, isList, waits } = await readCompletions(request.context, request.parameter)
      if (events.length > 0) refuseUnsigned(request.context, 'txn')
      if (!isList) {
        const [event] = events
        if (event === undefined) return { status: 202, headers: { 'Retry-After': '1' } }
        return { status: 200, type: setType, body: await makeCompletion(keys, addressed(request, event), event) }
      }
      const sets: Record<string, string> = {}
      for (const event of events) {
        const to = addressed(request, event)
        const token = await makeCompletion(keys, to, event)
        if (token !== undefined) sets[to.jti] = token
      }
      return { status: 200, type: 'application/json', body: { sets, moreAvailable: waits } }
    },
  }),
]

/** To the key or the client that has asked. */
function addressed({ context, origin }: RouteRequest, { cause, index, revision }: StoredEvent) {
  const { now, organizationId } = context
  const jti = `${organizationId}.${revision}-${index}`
  return { jti, origin, organizationId, audience: [cause.keyId ?? organizationId], now: now() }
}
