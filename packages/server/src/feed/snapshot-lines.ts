import type { SnapshotPart } from '@rolecall/core/delivery/snapshot-part'

import { formatCursor } from './cursor-text.ts'

/** JSON lines. `digest` is that of the whole content, which stands at the end. */
export function toLines(parts: readonly SnapshotPart[], digest: string | undefined): string {
  return parts.map((part) => `${JSON.stringify(toLine(part, digest))}\n`).join('')
}

/** As the feed names places. */
function toLine(part: SnapshotPart, digest: string | undefined): object {
  if (part.kind !== 'end') return part
  const { cursor, ...counts } = part
  const lastEventId = `${cursor.revision}-${cursor.index}`
  return { ...counts, lastEventId, cursor: formatCursor(cursor), ...(digest === undefined ? {} : { digest }) }
}
