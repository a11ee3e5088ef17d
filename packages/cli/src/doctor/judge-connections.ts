import { checkSubjectClaim } from '@rolecall/core/access/subject-claim'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import type { Outbound } from '@rolecall/server/outbound/create-outbound'

import { warning, type CheckResult } from './check-result.ts'

/** Connections that were made before a rule which they would be refused by now: nobody signs in by them. */
export function judgeConnections(
  connections: readonly SsoConnection[],
  { check }: Pick<Outbound, 'check'>,
  organization: string,
): readonly CheckResult[] {
  return connections.flatMap(({ claim, jwksUri, name }) => [
    ...check('jwksUri', jwksUri).map(({ message }) =>
      warning(
        'sign-in',
        `nobody signs in by the connection "${name}": ${message}`,
        'Let the configuration allow it under outbound.allow, or make the connection anew with an address of the Internet.',
        organization,
      ),
    ),
    ...checkSubjectClaim(claim).map(({ message }) =>
      warning(
        'sign-in',
        `nobody signs in by the connection "${name}": its claim "${claim}" ${message}`,
        'Delete the connection, and make it anew with a claim that never changes hands.',
        organization,
      ),
    ),
  ])
}
