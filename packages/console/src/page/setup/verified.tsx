import type { Verification } from '../../api/types.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { setupText as text } from '../../text/setup-text.tsx'

/** Whether the roles of everybody were what the groups and the mapping give, when that was last computed again. */
export function Verified({
  verification: { differences, failure, grants, verifiedAt },
}: {
  verification: Verification
}) {
  if (failure !== null) {
    return <p class="hint">{text.rolesCouldNotBeVerified(<TimeAgo at={verifiedAt} />, failure)}</p>
  }
  return (
    <p class="hint">
      {differences === 0 ? text.allRolesOfTheMapping(grants) : text.ofRolesOfTheMapping(differences, grants)} (
      <TimeAgo at={verifiedAt} />)
    </p>
  )
}
