import type { MappingVersion } from '../../api/types.ts'
import { Badge } from '../../component/badge.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'

/** How a version stands, in a word; `next` is the one that came after it, as far as that is known. */
export function VersionState({ version, next }: { version: MappingVersion; next: MappingVersion | undefined }) {
  if (version.current && version.confirmBy !== null) return <Badge tone="warn">on trial</Badge>
  if (version.current) return <Badge tone="good">in force</Badge>
  if (version.revertedBy === null) return null
  return <Badge>{next?.automatic === true ? 'taken back by itself' : 'taken back'}</Badge>
}

/** Where a version comes from: when, by whom, and what it brought back. */
export function VersionOrigin({ version: { author, automatic, created, rollbackTo } }: { version: MappingVersion }) {
  return (
    <span class="note">
      <TimeAgo at={created} />
      {automatic ? ' by itself' : author === null ? '' : ` by ${author.displayName}`}
      {rollbackTo !== null && (rollbackTo === 0 ? ', back to no mapping' : `, back to version ${rollbackTo}`)}
    </span>
  )
}
