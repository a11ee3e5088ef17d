import type { MappingVersion } from '../../api/types.ts'
import { Notice } from '../../component/notice.tsx'

/** What became of a version that was applied for a time; nothing of one that has stayed. */
export function VersionStory({
  version: { automatic, confirmBy, current, revertedBy, version },
}: {
  version: MappingVersion
}) {
  if (automatic) return <Notice kind="info">{`It came by itself: nobody kept version ${version - 1} in time.`}</Notice>
  if (current || confirmBy === null) return null
  if (revertedBy === null) return <Notice kind="info">It was on trial, and another version came before its end.</Notice>
  return (
    <Notice kind="warning">
      It was on trial and nobody kept it:{' '}
      <a href={`/mapping/versions?version=${revertedBy}`}>{`version ${revertedBy}`}</a> took it back.
    </Notice>
  )
}
