import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import type { FoundConnection } from '@rolecall/core/directory/sso-connection'
import { Tolerances } from '@rolecall/core/scim/tolerance'

import type { PublicRequest } from '../route/route-request.ts'
import { scimPath } from '../route/scim-path.ts'

/** The organization of a connection, for what its provider asks. */
export function toConnectionContext(
  services: OperationServices,
  { connection, organizationId }: FoundConnection,
  { cause, origin }: Pick<PublicRequest, 'cause' | 'origin'>,
): OperationContext {
  const baseUrl = origin + scimPath
  return { ...services, organizationId, cause, baseUrl, tolerances: new Tolerances(), connectionId: connection.id }
}
