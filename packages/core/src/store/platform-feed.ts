import type { FeedPlace, FeedRow } from '../directory/platform-feed.ts'

/**
 * The order of the events of all organizations. An entry says from which revision to which the log of an organization has gone
 * on. It is noted by whoever reads: a commit neither waits for a number that all of them share, nor writes anything for it.
 * Positions have no gaps, and who sees one sees all before it.
 */
export interface PlatformFeedStore {
  /** The organizations whose log has gone on since it was last noted. Reads one number of each organization. */
  listMoved(): Promise<string[]>
  /** Notes how far the logs of these have gone on, where they have; one process after another. */
  note(organizationIds: readonly string[], mark: string): Promise<void>
  /**
   * What is behind a place, in order, at most `limit`; fewer where it ends. Of an entry the events that the feeds of
   * organizations have, at least one row.
   */
  list(after: FeedPlace, limit: number): Promise<FeedRow[]>
  /** The mark of an entry; `undefined` where there is none at that position. */
  findMark(position: number): Promise<string | undefined>
  /** The last entry; `undefined` before the first. */
  findLast(): Promise<{ readonly position: number; readonly mark: string } | undefined>
}
