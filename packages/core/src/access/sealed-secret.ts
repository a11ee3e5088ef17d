import type { OperationServices } from '../change/operation-context.ts'
import type { FoundConnection } from '../directory/sso-connection.ts'
import { UnprocessableError } from '../errors.ts'
import { seal, unseal } from './seal.ts'

/** What secrets of connections are sealed with is of the operator's configuration: a copy of the database opens none. */
type SealingServices = Pick<OperationServices, 'connectionKey' | 'randomBytes'>

/** Which secret it is: one that was moved to another connection opens nothing there. */
function toSubject(organizationId: string, connectionId: string): string {
  return `client secret of ${organizationId} ${connectionId}`
}

/** A secret as it is stored. Throws UnprocessableError where the operator has given nothing to seal it with. */
export function sealSecret(
  { connectionKey, randomBytes }: SealingServices,
  { connectionId, organizationId, secret }: { organizationId: string; connectionId: string; secret: string },
): string {
  if (connectionKey !== undefined)
    return seal(connectionKey, secret, toSubject(organizationId, connectionId), randomBytes)
  throw new UnprocessableError('The server can not keep the secret', [
    {
      path: 'clientSecret',
      message:
        'this server has nothing to seal a client secret with; its operator sets sso.secret of the configuration (or ROLECALL_SSO_SECRET) and starts it again. A public client with PKCE needs no secret',
    },
  ])
}

/** A connection's secret; `null` where it has none, `undefined` where the key of this server does not open it. */
export function openSecret(
  { connectionKey }: Pick<SealingServices, 'connectionKey'>,
  { connection: { id, sealedSecret }, organizationId }: FoundConnection,
): string | null | undefined {
  if (sealedSecret === null) return null
  return connectionKey === undefined ? undefined : unseal(connectionKey, sealedSecret, toSubject(organizationId, id))
}
