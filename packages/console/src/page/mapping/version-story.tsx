import type { MappingVersion } from '../../api/types.ts'
import { Notice } from '../../component/notice.tsx'
import { mappingText as text } from '../../text/mapping-text.tsx'

/** What became of a version that was applied for a time; nothing of one that has stayed. */
export function VersionStory({
  version: { automatic, confirmBy, current, revertedBy, version },
}: {
  version: MappingVersion
}) {
  if (automatic) return <Notice kind="info">{text.itCameByItself(version - 1)}</Notice>
  if (current || confirmBy === null) return null
  if (revertedBy === null) return <Notice kind="info">{text.itWasOnTrial}</Notice>
  return <Notice kind="warning">{text.itWasOnTrialOf(revertedBy, revertedBy)}</Notice>
}
