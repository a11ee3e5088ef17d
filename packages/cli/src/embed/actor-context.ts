import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import type { Cause } from '@rolecall/core/plugin/event'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { scimPath } from '@rolecall/server/route/scim-path'
import type { Site } from '@rolecall/server/http/site'

/** On whose behalf the product does something. */
export interface Actor {
  /** Who it is in the product, such as a user's id; the audit shows it. */
  readonly name?: string
  /** The request of the product by which they do it. */
  readonly requestId?: string
  /** Where that comes from. */
  readonly address?: string
}

/** One operation of the product in one organization. */
export function toActorContext(
  services: OperationServices,
  site: Site,
  organizationId: string,
  actor: Actor,
): OperationContext {
  const baseUrl = (site.url ?? site.path) + scimPath
  return { ...services, organizationId, cause: toCause(actor), baseUrl, tolerances: new Tolerances(), connectionId: '' }
}

export function toCause({ address, name, requestId }: Actor): Cause {
  return {
    kind: 'api',
    requestId: requestId ?? null,
    keyId: null,
    ...(name === undefined ? {} : { operator: name }),
    ...(address === undefined ? {} : { address }),
  }
}
