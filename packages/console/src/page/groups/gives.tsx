import type { GroupGift } from '../../api/types.ts'
import { RoleChip } from '../../component/role-chip.tsx'
import { groupsText as text } from '../../text/groups-text.tsx'

const shown = 3

/** What membership in a group gives, in short. */
export function Gives({ gives }: { gives: readonly GroupGift[] }) {
  if (gives.length === 0) return <span class="muted">{text.nothing}</span>
  return (
    <>
      {gives.slice(0, shown).map(({ role, rule, scope }) => (
        <span key={`${rule} ${scope} ${role}`} class="gift">
          <RoleChip role={role} inTeam={scope !== 'organization'} />{' '}
          {scope !== 'organization' && <span class="muted">{scope.slice('team:'.length)}</span>}
        </span>
      ))}
      {gives.length > shown && <span class="muted">{text.andMore(gives.length - shown)}</span>}
    </>
  )
}
