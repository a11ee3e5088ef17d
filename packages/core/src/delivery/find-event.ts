import type { Place } from '../directory/subscription.ts'
import type { StoredEvent } from '../plugin/event.ts'
import type { StoreReader } from '../store.ts'

/** The event at a place of the log; `undefined` where there is none. */
export async function findEvent(
  reader: Pick<StoreReader, 'events'>,
  { index, revision }: Place,
): Promise<StoredEvent | undefined> {
  const [event] = await reader.events.list({ revision, index: index - 1 }, 1)
  return event?.revision === revision && event.index === index ? event : undefined
}
