import type { OperationServices } from '@rolecall/core/change/operation-context'
import { recordEvents } from '@rolecall/core/change/record-events'
import type { NewOrganization } from '@rolecall/core/directory/organization'

import { operatorCause } from '../operator-context.ts'

/** The first event of an organization: who has made it. */
export function recordCreation(
  services: Pick<OperationServices, 'store' | 'now'>,
  { id, name }: NewOrganization,
): Promise<void> {
  const subject = `organizations/${id}`
  return recordEvents(services, id, operatorCause(), [{ type: 'OrganizationCreated', subject, data: { name } }])
}
