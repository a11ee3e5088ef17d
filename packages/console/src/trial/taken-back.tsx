import type { MappingVersion } from '../api/types.ts'
import { TimeAgo } from '../component/time-ago.tsx'
import { useStored } from '../component/use-stored.ts'
import { trialText as text } from '../text/trial-text.tsx'

/** A version went back by itself: that is said until somebody has read it, or another version is in force. */
export function TakenBack({ current, organizationId }: { current: MappingVersion; organizationId: string }) {
  const [read, setRead] = useStored(`rolecall.taken-back.${organizationId}`)
  const { version, created, rollbackTo } = current
  if (read === String(version)) return null
  return (
    <section class="banner warning" aria-label={text.mappingTakenBack}>
      <p>
        {text.ofTheMappingWasTaken(
          version - 1,
          <TimeAgo at={created} />,
          rollbackTo === 0 || rollbackTo === null
            ? text.noMappingIsInForce
            : text.versionIsInForce(rollbackTo, version),
        )}
      </p>
      <div class="banner-buttons">
        <a href={`/mapping/versions?version=${version - 1}`}>{text.seeWhatWasTaken}</a>
        <button type="button" onClick={() => setRead(String(version))}>
          {text.dismiss}
        </button>
      </div>
    </section>
  )
}
