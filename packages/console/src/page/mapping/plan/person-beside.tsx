import { useEffect, useRef } from 'preact/hooks'

import type { MemberDetail, PlanPerson } from '../../../api/types.ts'
import { useResource } from '../../../api/use-resource.ts'
import { Failure } from '../../../component/failure.tsx'
import { Placeholder } from '../../../component/list.tsx'
import { scopeName } from '../../../text/scope-name.ts'
import { Moves } from './moves.tsx'
import { shownName } from '../../../text/shown-name.ts'
import { planText as text } from '../../../text/plan-text.tsx'

interface PersonBesideProps {
  readonly person: PlanPerson
  readonly onClose: () => void
}

/** Somebody of a plan, beside it; `key` it by the person: what they have, where it comes from, and what the plan does. */
export function PersonBeside({ person: { displayName, emailAddress, lines }, onClose }: PersonBesideProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const path = `/organization/members/${encodeURIComponent(emailAddress)}`
  const { data: member, error } = useResource<MemberDetail>(`/api${path}`)
  useEffect(() => {
    dialog.current?.show()
  }, [])
  // Closed by itself, it gives the focus back to what has opened it.
  const close = (): void => dialog.current?.close()
  return (
    <dialog
      ref={dialog}
      class="beside"
      aria-labelledby="beside-title"
      onClose={onClose}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <div class="beside-head">
        <h2 id="beside-title">{shownName(displayName, emailAddress)}</h2>
        <button type="button" onClick={close}>
          {text.close}
        </button>
      </div>
      {displayName !== null && <p class="muted">{emailAddress}</p>}
      <h3>{text.whatThePlanDoes}</h3>
      <Moves lines={lines} />
      <h3>{text.rolesInForceNow}</h3>
      <Failure error={error} />
      {member === undefined ? (
        error === undefined && <Placeholder />
      ) : (
        <>
          <dl class="roles">
            <div>
              <dt>{text.organization}</dt>
              <dd>{member.role}</dd>
            </div>
            {member.teams.map(({ roles, teamId }) => (
              <div key={teamId}>
                <dt>{teamId}</dt>
                <dd>{roles.join(', ')}</dd>
              </div>
            ))}
          </dl>
          {member.grants.length > 0 && <h3>{text.whereTheyComeFrom}</h3>}
          <ul class="moves">
            {member.grants.map(({ group, role, rule, scope, source }) => (
              <li key={`${scope} ${role} ${source} ${rule} ${group}`}>
                <strong>{role}</strong> <span class="muted">{text.of(scopeName(scope))}</span>
                <span class="note">{group === null ? text.given(source) : text.byTheGroup(group)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={`/people/${encodeURIComponent(emailAddress)}`} target="_blank" rel="noopener">
          {text.openThePageOfThisPerson}
        </a>
      </p>
    </dialog>
  )
}
