import type { Cause } from '../plugin/event.ts'
import type { Store } from '../store.ts'
import type { AppendedEvent } from '../store/events.ts'

interface RecordServices {
  readonly store: Pick<Store, 'write'>
  readonly now: () => string
}

/** Writes down what has happened beside every change, such as a sign-in: in a transaction of its own. */
export function recordEvents(
  { now, store }: RecordServices,
  organizationId: string,
  cause: Cause,
  events: readonly AppendedEvent[],
): Promise<void> {
  return store.write(organizationId, { cause, now: now() }, async (tx) => tx.events.append(events))
}
