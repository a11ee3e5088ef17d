import type { StoreReader } from '../store.ts'
import type { EventPlace } from '../store/events.ts'

/** How far somebody has read the log, with the beginning of the hash of the event that stands there: it tells one log from another. */
export interface FeedCursor extends EventPlace {
  /** `null` where nobody can say. */
  readonly hash: string | null
}

/** An event of a transaction never has this place or one behind it. */
const behindAll = 999_999_999

const hashLength = 16

/** The cursor of somebody who has read all of a state. */
export async function toCursor(reader: StoreReader): Promise<FeedCursor> {
  const { revision } = await reader.getState()
  const place = { revision, index: behindAll }
  return { ...place, hash: await readHash(reader, place) }
}

/** Whether the log goes on behind a cursor: it does not where it was put back to an older state, be it grown again since. */
export async function isKnown(reader: StoreReader, { hash, ...place }: FeedCursor): Promise<boolean> {
  const { revision } = await reader.getState()
  return place.revision <= revision && (hash === null || hash === (await readHash(reader, place)))
}

async function readHash(reader: StoreReader, place: EventPlace): Promise<string | null> {
  return (await reader.events.getHash(place))?.slice(0, hashLength) ?? null
}
