import type { MappingVersion } from '../api/types.ts'
import { TimeAgo } from '../component/time-ago.tsx'
import { useStored } from '../component/use-stored.ts'

/** A version went back by itself: that is said until somebody has read it, or another version is in force. */
export function TakenBack({ current, organizationId }: { current: MappingVersion; organizationId: string }) {
  const [read, setRead] = useStored(`rolecall.taken-back.${organizationId}`)
  const { version, created, rollbackTo } = current
  if (read === String(version)) return null
  return (
    <section class="banner warning" aria-label="Mapping taken back">
      <p>
        <strong>{`Version ${version - 1} of the mapping was taken back by itself`}</strong> <TimeAgo at={created} />:
        nobody kept it in time.{' '}
        {rollbackTo === 0
          ? 'No mapping is in force.'
          : `Version ${rollbackTo} is in force again, as version ${version}.`}
      </p>
      <div class="banner-buttons">
        <a href={`/mapping/versions?version=${version - 1}`}>See what was taken back</a>
        <button type="button" onClick={() => setRead(String(version))}>
          Dismiss
        </button>
      </div>
    </section>
  )
}
