import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import { Tolerances } from '@rolecall/core/scim/tolerance'

/** One command of the operator, on one organization. */
export function toOperatorContext(services: OperationServices, organizationId: string): OperationContext {
  return {
    ...services,
    organizationId,
    cause: { kind: 'cli', requestId: null, keyId: null },
    baseUrl: '',
    tolerances: new Tolerances(),
    connectionId: '',
  }
}
