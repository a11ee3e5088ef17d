import { createContext } from 'preact'
import { useContext } from 'preact/hooks'

import type { TeamRoles } from '../api/types.ts'

/** The catalogue of team roles, read once around all pages. */
export const CatalogueContext = createContext<TeamRoles | undefined>(undefined)

/** A role; the more it may do, the more it is seen: Owner, privileged roles, other roles, Member. */
export function RoleChip({ role, inTeam }: { role: string; inTeam: boolean }) {
  const catalogue = useContext(CatalogueContext)
  return <span class={`role ${weightOf(role, inTeam, catalogue)}`}>{role}</span>
}

function weightOf(role: string, inTeam: boolean, catalogue: TeamRoles | undefined): string {
  if (!inTeam) return role === 'Owner' ? 'owner' : role === 'Member' ? 'member' : ''
  return catalogue?.['team-roles'].some(({ name, privileged }) => privileged && name === role) === true
    ? 'privileged'
    : ''
}
