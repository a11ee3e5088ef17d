import type { AttendOptions } from '@rolecall/core/delivery/attend'

import { traced, type Tracing } from './tracing.ts'

type Send = AttendOptions['send']

/** A span for each attempt to deliver an event, within the trace of the request that made it happen. */
export function traceDeliveries(send: Send, tracing: Tracing): Send {
  return (subscription, event) => {
    const { id, kind, organizationId } = subscription
    const name = kind === 'push' ? 'push security event' : 'deliver webhook'
    const attributes = {
      'rolecall.subscription.id': id,
      'rolecall.event.type': event.type,
      'rolecall.event.id': `${event.revision}-${event.index}`,
      'rolecall.organization.id': tracing.organizations ? organizationId : undefined,
    }
    return traced(tracing, { name, kind: 'producer', parent: event.cause.traceparent, attributes }, async (span) => {
      const outcome = await send(subscription, event)
      if (!outcome.delivered) span.fail('not delivered')
      return outcome
    })
  }
}
