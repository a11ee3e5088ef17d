import { userInfo } from 'node:os'

import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import type { Cause } from '@rolecall/core/plugin/event'
import { Tolerances } from '@rolecall/core/scim/tolerance'

/** One command of the operator, on one organization. */
export function toOperatorContext(services: OperationServices, organizationId: string): OperationContext {
  return {
    ...services,
    organizationId,
    cause: operatorCause(),
    baseUrl: '',
    tolerances: new Tolerances(),
    connectionId: '',
  }
}

/** Who has run the command, as the audit keeps it. */
export function operatorCause(): Cause {
  return { kind: 'cli', requestId: null, keyId: null, operator: operatorName() }
}

/** The account of the operating system; its number where it has no name, as in a container. */
function operatorName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
