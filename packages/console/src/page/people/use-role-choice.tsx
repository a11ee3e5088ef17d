import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'

import type { TeamRoles } from '../../api/types.ts'
import { useAllTeams } from '../../api/use-all-teams.ts'
import { useResource } from '../../api/use-resource.ts'
import { personText as text } from '../../text/person-text.tsx'
import { teamTitle } from '../../text/team-title.ts'

interface RoleChoice {
  /** `organization`, or `team:` and the team's id. */
  readonly scope: string
  readonly role: string
  readonly fields: ComponentChildren
}

/** Two fields that name a role: of the organization or of which team, and which of the roles that there are. */
export function useRoleChoice(): RoleChoice {
  const [scope, setScope] = useState('organization')
  const [chosen, setChosen] = useState('Owner')
  const teams = useAllTeams()
  const { data: catalogue } = useResource<TeamRoles>('/api/settings/team-roles')
  const ofTeams = (catalogue?.['team-roles'] ?? []).map(({ name }) => name)
  const roles = scope === 'organization' ? ['Owner', 'Member'] : ofTeams
  const role = roles.includes(chosen) ? chosen : (roles[0] ?? '')
  const fields = (
    <>
      <label>
        <span>{text.where}</span>
        <select value={scope} onChange={(event) => setScope(event.currentTarget.value)}>
          <option value="organization">{text.organization}</option>
          {teams.map((team) => (
            <option key={team.id} value={`team:${team.id}`}>
              {teamTitle(team)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{text.role}</span>
        <select value={role} onChange={(event) => setChosen(event.currentTarget.value)}>
          {roles.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
    </>
  )
  return { scope, role, fields }
}
