import { readFeed, type FeedPage, type PlatformCursor } from '@rolecall/core/platform/read-feed'
import type { Store } from '@rolecall/core/store'

import type { Watch } from '../feed/watch.ts'
import type { NoteFeed } from './note-feed.ts'

export interface AwaitedFeed {
  readonly after: PlatformCursor
  readonly limit: number
}

interface FeedServices {
  readonly store: Pick<Store, 'platformFeed'>
  readonly noteFeed: NoteFeed
  readonly watch: Watch
}

/**
 * The events behind a cursor as soon as there are any: none where `until` is aborted, or the server stops, before. What only the
 * audit shows moves the cursor, and is no reason to answer.
 */
export async function awaitFeed(
  services: FeedServices,
  { after, limit }: AwaitedFeed,
  until: AbortSignal,
): Promise<FeedPage> {
  const watcher = services.watch.begin(null)
  try {
    for (let cursor = after; ;) {
      const page = await readToEnd(services, { after: cursor, limit })
      cursor = page.cursor
      if (page.events.length > 0) return page
      if (page.more) continue
      if (until.aborted || watcher.closed) return page
      await watcher.next(0, until)
      if (until.aborted) return page
    }
  } finally {
    watcher.end()
  }
}

/** Only where what was noted is not a whole page is the feed brought up to now. */
async function readToEnd({ noteFeed, store }: FeedServices, { after, limit }: AwaitedFeed): Promise<FeedPage> {
  const noted = await readFeed({ store }, after, limit)
  if (noted.more) return noted
  await noteFeed()
  const rest = await readFeed({ store }, noted.cursor, limit - noted.events.length)
  return { ...rest, events: [...noted.events, ...rest.events] }
}
