import type { MappingVersion } from '../../api/types.ts'
import { Badge } from '../../component/badge.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { mappingText as text } from '../../text/mapping-text.tsx'

/** How a version stands, in a word; `next` is the one that came after it, as far as that is known. */
export function VersionState({ version, next }: { version: MappingVersion; next: MappingVersion | undefined }) {
  if (version.current && version.confirmBy !== null) return <Badge tone="warn">{text.onTrial}</Badge>
  if (version.current) return <Badge tone="good">{text.inForce}</Badge>
  if (version.revertedBy === null) return null
  return <Badge>{next?.automatic === true ? text.takenBackByItself : text.takenBack}</Badge>
}

/** Where a version comes from: when, by whom, and what it brought back. */
export function VersionOrigin({ version: { author, automatic, created, rollbackTo } }: { version: MappingVersion }) {
  return (
    <span class="note">
      <TimeAgo at={created} />
      {automatic ? text.byItself : author === null ? '' : text.by(author.displayName)}
      {rollbackTo !== null && (rollbackTo === 0 ? text.backToNoMapping : text.backToVersion(rollbackTo))}
    </span>
  )
}
