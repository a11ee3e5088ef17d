import type { OperationServices } from '@rolecall/core/change/operation-context'
import { recordEvents } from '@rolecall/core/change/record-events'
import type { NewEvent } from '@rolecall/core/plugin/event'

import { operatorCause } from '../operator-context.ts'

/** Writes into the audit of every organization what an operator has done to the whole database. */
export async function recordOperation(
  services: Pick<OperationServices, 'store' | 'now'>,
  type: 'DatabaseMigrated' | 'DatabaseBackedUp' | 'DatabaseRestored',
  data: NewEvent['data'],
): Promise<void> {
  for (const { id } of await services.store.organizations.list()) {
    await recordEvents(services, id, operatorCause(), [{ type, subject: 'database', data }])
  }
}
