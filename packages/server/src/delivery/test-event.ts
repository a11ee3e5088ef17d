import type { OperationContext } from '@rolecall/core/change/operation-context'

import type { CloudEvent } from '../api/cloud-event.ts'

/** An event that has not happened: no receiver knows its type, so that none does anything by it. */
export function toTestEvent({ newId, now, organizationId }: OperationContext): {
  readonly id: string
  readonly event: CloudEvent
} {
  const id = newId()
  return {
    id: `test_${id}`,
    event: {
      specversion: '1.0',
      id,
      source: `/organizations/${organizationId}`,
      type: 'Test',
      subject: 'test',
      time: now(),
      datacontenttype: 'application/json',
      causekind: 'api',
      data: { message: 'A test of the connection; nothing has happened' },
    },
  }
}
