import type { StoredEvent } from '@rolecall/core/plugin/event'
import type { Store } from '@rolecall/core/store'
import type { EventPlace } from '@rolecall/core/store/events'

import type { Watch } from './watch.ts'

/** Which events somebody waits for. */
export interface AwaitedEvents {
  readonly organizationId: string
  readonly after: EventPlace | null
  readonly limit: number
}

/**
 * The events after a place as soon as there are any: none where `until` is aborted, or the server stops, before. What only the
 * audit shows raises the revision, too, and is no reason to answer.
 */
export async function awaitEvents(
  store: Pick<Store, 'read'>,
  watch: Watch,
  { after, limit, organizationId }: AwaitedEvents,
  until: AbortSignal,
): Promise<readonly StoredEvent[]> {
  const reader = store.read(organizationId)
  const watcher = watch.begin(organizationId)
  try {
    for (;;) {
      const [{ revision }, events] = await Promise.all([reader.getState(), reader.events.list(after, limit)])
      if (events.length > 0 || until.aborted || watcher.closed) return events
      await watcher.next(revision, until)
      if (until.aborted) return []
    }
  } finally {
    watcher.end()
  }
}
