import { useState } from 'preact/hooks'

import type { MemberDetail, TeamRoles, TeamSummary } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Explanation } from './explanation.tsx'
import { personText as text } from '../../text/person-text.tsx'

/** Asks why a person does not have a role. */
export function WhyNot({ member }: { member: MemberDetail }) {
  const [scope, setScope] = useState('organization')
  const [role, setRole] = useState('Owner')
  const [asked, setAsked] = useState<{ scope: string; role: string }>()
  const teams = useResource<readonly TeamSummary[]>('/api/team-summaries')
  const catalogue = useResource<TeamRoles>('/api/settings/team-roles')
  const roles =
    scope === 'organization' ? ['Owner', 'Member'] : (catalogue.data?.['team-roles'] ?? []).map(({ name }) => name)
  return (
    <section class="card" aria-labelledby="why-not">
      <h2 id="why-not">{text.whyIsARole}</h2>
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked({ scope, role: roles.includes(role) ? role : (roles[0] ?? '') })
        }}
      >
        <label>
          <span>{text.where}</span>
          <select value={scope} onChange={(event) => setScope(event.currentTarget.value)}>
            <option value="organization">{text.organization}</option>
            {(teams.data ?? []).map(({ id, name }) => (
              <option key={id} value={`team:${id}`}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{text.role}</span>
          <select value={role} onChange={(event) => setRole(event.currentTarget.value)}>
            {roles.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <button type="submit">{text.ask}</button>
      </form>
      {asked !== undefined && <Explanation email={member.emailAddress} scope={asked.scope} role={asked.role} />}
    </section>
  )
}
