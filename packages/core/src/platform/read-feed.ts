import type { FeedPlace, FeedRow, FoundDeletion, FoundEvent } from '../directory/platform-feed.ts'
import { ConflictError } from '../errors.ts'
import type { Store } from '../store.ts'

/** How far somebody has read the feed over all organizations, and what tells that feed from another one. */
export interface PlatformCursor extends FeedPlace {
  /** Of the entry at its position; `null` before the first. */
  readonly mark: string | null
}

/** Before everything. */
export const feedBegin: PlatformCursor = { position: 0, within: null, mark: null }

export interface FeedPage {
  readonly events: readonly (FoundDeletion | FoundEvent)[]
  /** To go on from: behind the last of them, and behind what the feeds of organizations do not have. */
  readonly cursor: PlatformCursor
  /** Whether there may be more at once. */
  readonly more: boolean
}

interface FeedServices {
  readonly store: Pick<Store, 'platformFeed'>
}

/** Where the feed ends, as it was last noted. */
export async function findFeedEnd({ store }: FeedServices): Promise<PlatformCursor> {
  const last = await store.platformFeed.findLast()
  return last === undefined ? feedBegin : { ...last, within: null }
}

/** Throws ConflictError for a cursor of another database, or of a state to which this one was not put back. */
export async function checkCursor({ store }: FeedServices, { mark, position }: PlatformCursor): Promise<void> {
  if (position === 0 || (await store.platformFeed.findMark(position)) === mark) return
  throw new ConflictError(
    'CURSOR_UNKNOWN',
    'The feed does not know this cursor: the database was put back to an older state. Begin anew: from after=end, with a snapshot of each organization',
  )
}

/** The events behind a cursor, as far as they were noted. */
export async function readFeed({ store }: FeedServices, after: PlatformCursor, limit: number): Promise<FeedPage> {
  const rows = await store.platformFeed.list(after, limit)
  const events = rows.flatMap(({ deletion, found }) => (deletion === null ? (found ?? []) : { deletion }))
  const more = rows.length === limit
  return { events, cursor: toCursor(rows.at(-1), more) ?? after, more }
}

/** The last entry of a whole page may have more events. */
function toCursor(last: FeedRow | undefined, more: boolean): PlatformCursor | undefined {
  if (last === undefined) return undefined
  const { found, mark, position } = last
  if (!more || found === null) return { position, mark, within: null }
  return { position, mark, within: { revision: found.event.revision, index: found.event.index } }
}
