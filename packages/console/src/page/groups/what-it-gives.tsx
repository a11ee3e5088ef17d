import type { GroupDetail } from '../../api/types.ts'
import { RoleChip } from '../../component/role-chip.tsx'
import { useMayChange } from '../../session-context.ts'
import { groupsText as text } from '../../text/groups-text.tsx'

/** The roles that membership in a group gives, each with its place in the mapping, and the way to give one more. */
export function WhatItGives({ group: { displayName, gives } }: { group: GroupDetail }) {
  const mayChange = useMayChange()
  return (
    <section class="card" aria-labelledby="gives">
      <h2 id="gives">{text.whatItGives}</h2>
      {gives.length === 0 ? (
        <p class="muted">{text.nothingNoEntryOfTheMapping}</p>
      ) : (
        <ul class="gifts">
          {gives.map(({ line, role, rule, scope }) => (
            <li key={`${rule} ${scope} ${role}`}>
              <span>
                <RoleChip role={role} inTeam={scope !== 'organization'} />{' '}
                {scope === 'organization'
                  ? text.ofTheOrganization
                  : text.inTheTeam(encodeURIComponent(scope.slice('team:'.length)), scope.slice('team:'.length))}
              </span>
              {line !== null && <a href={`/mapping?line=${line}`}>{text.lineOfTheMapping(line)}</a>}
            </li>
          ))}
        </ul>
      )}
      <p class="hint">{text.toSomebodyOfWhom}</p>
      {mayChange && (
        <p>
          <a class="button" href={`/mapping?group=${encodeURIComponent(displayName)}`}>
            {text.giveARoleToThisGroup}
          </a>
        </p>
      )}
    </section>
  )
}
