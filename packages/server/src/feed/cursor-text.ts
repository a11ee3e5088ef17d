import type { FeedCursor } from '@rolecall/core/delivery/feed-cursor'
import { BadRequest } from '@rolecall/core/scim/errors'

/** `REVISION-INDEX`, as the id of an event is, and behind it what tells the log from another one. */
export function formatCursor({ hash, index, revision }: FeedCursor): string {
  return `${revision}-${index}${hash === null ? '' : `-${hash}`}`
}

/** Throws BadRequest. The id of an event is one, too. */
export function parseCursor(text: string | null): FeedCursor | null {
  if (text === null || text === '') return null
  const [, revision, index, hash = null] = /^(\d{1,15})-(\d{1,9})(?:-([0-9a-f]{16}))?$/.exec(text) ?? []
  if (revision === undefined || index === undefined)
    throw new BadRequest('after must be the cursor of an answer before, or the id of an event')
  return { revision: Number(revision), index: Number(index), hash }
}
