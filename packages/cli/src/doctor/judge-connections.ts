import { checkSubjectClaim } from '@rolecall/core/access/subject-claim'
import type { SsoConnection } from '@rolecall/core/directory/sso-connection'
import type { Outbound } from '@rolecall/server/outbound/create-outbound'

import { warning, type CheckResult } from './check-result.ts'

/**
 * Connections by which nobody signs in: those that were made before a rule which they would be refused by now, and those whose
 * secret does not open.
 */
export function judgeConnections(
  connections: readonly SsoConnection[],
  { check }: Pick<Outbound, 'check'>,
  organization: string,
  opens: (connection: SsoConnection) => boolean = () => true,
): readonly CheckResult[] {
  return connections.flatMap((connection) => [
    ...judgeConnection(connection, check, organization),
    ...(opens(connection) ? [] : [lostSecret(connection, organization)]),
  ])
}

/** One whose secret was sealed by another configuration than this one. */
function lostSecret({ id, name }: SsoConnection, organization: string): CheckResult {
  return warning(
    'sign-in',
    `nobody signs in to the console by the connection "${name}": sso.secret of the configuration does not open its client secret`,
    `Give the server the sso.secret of before, or enter the client secret anew: rolecall connection change ${id} --client-secret-file FILE`,
    organization,
  )
}

function judgeConnection(
  { claim, jwksUri, name }: SsoConnection,
  check: Outbound['check'],
  organization: string,
): readonly CheckResult[] {
  return [
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
  ]
}
