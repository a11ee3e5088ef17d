import type { PlatformCursor } from '@rolecall/core/platform/read-feed'
import { feedBegin } from '@rolecall/core/platform/read-feed'
import { BadRequest } from '@rolecall/core/scim/errors'

/** `POSITION-MARK`, and behind it the last event of an entry that has more. */
export function formatPlatformCursor({ mark, position, within }: PlatformCursor): string {
  if (mark === null) return String(position)
  return `${position}-${mark}${within === null ? '' : `-${within.revision}-${within.index}`}`
}

/** Throws BadRequest. */
export function parsePlatformCursor(text: string): PlatformCursor {
  if (text === '0') return feedBegin
  const [, position, mark, revision, index] =
    /^([1-9]\d{0,14})-([0-9a-f]{16})(?:-(\d{1,15})-(\d{1,9}))?$/.exec(text) ?? []
  if (position === undefined || mark === undefined)
    throw new BadRequest('after must be the cursor of an answer before, or end')
  const within = revision === undefined ? null : { revision: Number(revision), index: Number(index) }
  return { position: Number(position), mark, within }
}
