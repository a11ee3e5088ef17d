import type { Verification } from '../../api/types.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { number } from '../../component/count.ts'

/** Whether the roles of everybody were what the groups and the mapping give, when that was last computed again. */
export function Verified({
  verification: { differences, failure, grants, verifiedAt },
}: {
  verification: Verification
}) {
  if (failure !== null) {
    return (
      <p class="hint">
        Roles could not be verified <TimeAgo at={verifiedAt} />: {failure}
      </p>
    )
  }
  return (
    <p class="hint">
      {differences === 0
        ? `All ${number(grants)} roles of the mapping were as computed from the groups`
        : `${number(differences)} of ${number(grants)} roles of the mapping were not as computed from the groups`}{' '}
      (<TimeAgo at={verifiedAt} />)
    </p>
  )
}
