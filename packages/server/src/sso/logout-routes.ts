import { toSessionId } from '@rolecall/core/access/session-token'
import { useOnce } from '@rolecall/core/access/use-once'
import type { OperationServices } from '@rolecall/core/change/operation-context'
import { BadRequest } from '@rolecall/core/scim/errors'

import { formBody, type Form } from '../oauth/form-body.ts'
import { createFewAtATime } from '../outbound/few-at-a-time.ts'
import type { KeySets } from '../outbound/key-sets.ts'
import { definePublicRoute, type PublicRoute } from '../route/route.ts'
import { SignInRefused } from './sign-in-refused.ts'
import { toSignedOutEvent } from './sign-out-person.ts'
import { signInPath } from './sso-path.ts'
import { verifyLogoutToken } from './verify-logout-token.ts'

/** Logout tokens of one organization that wait for keys of its issuer. */
const waitingForKeys = 8

/** Where a provider tells that somebody has signed out there (OpenID Connect Back-Channel Logout §2.5). */
export function logoutRoutes(services: OperationServices, keySets: KeySets): readonly PublicRoute[] {
  const wait = createFewAtATime(waitingForKeys, () => new SignInRefused('KEY_SET_UNAVAILABLE'))
  return [
    definePublicRoute<Form>({
      method: 'POST',
      path: `${signInPath}/:connection/logout`,
      operationId: 'endSignIns',
      summary: 'End sign-ins to the console by a logout token of the provider',
      scope: null,
      body: formBody,
      answers: { 200: { description: 'They have ended, or there were none' } },
      async handle({ aside, body, cause, parameter: id }) {
        const token = body.get('logout_token')
        if (token === undefined) throw new BadRequest('logout_token is missing')
        const found = await services.store.connections.find(id)
        if (found === undefined) throw new BadRequest('The logout token is for somebody else')
        const { connection, organizationId } = found
        const now = services.now()
        const verify = () => verifyLogoutToken(keySets, connection, token, now)
        const { expiresAt, hash, tokenSession, tokenSubject } = await aside(() => wait(organizationId, verify))
        // All at once: of a token that is used and has ended nothing, the provider is told that it was used before.
        await services.store.write(organizationId, { cause, now }, async (tx) => {
          if (!(await useOnce(tx, { connectionId: id, hash, now, expiresAt })))
            throw new BadRequest('The logout token was used before')
          const ended = await tx.signIns.end({ connectionId: id, tokenSession, tokenSubject })
          tx.events.append(ended.map((signIn) => toSignedOutEvent(signIn, toSessionId(signIn.hash), 'provider')))
        })
        return { status: 200 }
      },
    }),
  ]
}
