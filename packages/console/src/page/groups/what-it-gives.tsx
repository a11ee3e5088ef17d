import type { GroupDetail } from '../../api/types.ts'
import { RoleChip } from '../../component/role-chip.tsx'
import { useMayChange } from '../../session-context.ts'

/** The roles that membership in a group gives, each with its place in the mapping, and the way to give one more. */
export function WhatItGives({ group: { displayName, gives } }: { group: GroupDetail }) {
  const mayChange = useMayChange()
  return (
    <section class="card" aria-labelledby="gives">
      <h2 id="gives">What it gives</h2>
      {gives.length === 0 ? (
        <p class="muted">Nothing: no entry of the mapping that is in force gives a role to whoever is in it.</p>
      ) : (
        <ul class="gifts">
          {gives.map(({ line, role, rule, scope }) => (
            <li key={`${rule} ${scope} ${role}`}>
              <span>
                <RoleChip role={role} inTeam={scope !== 'organization'} />{' '}
                {scope === 'organization' ? (
                  'of the organization'
                ) : (
                  <>
                    in the team{' '}
                    <a href={`/teams/${encodeURIComponent(scope.slice('team:'.length))}`}>
                      {scope.slice('team:'.length)}
                    </a>
                  </>
                )}
              </span>
              {line !== null && <a href={`/mapping?line=${line}`}>{`line ${line} of the mapping`}</a>}
            </li>
          ))}
        </ul>
      )}
      <p class="hint">To somebody of whom nothing else is known; a condition on the person may say otherwise.</p>
      {mayChange && (
        <p>
          <a class="button" href={`/mapping?group=${encodeURIComponent(displayName)}`}>
            Give a role to this group
          </a>
        </p>
      )}
    </section>
  )
}
