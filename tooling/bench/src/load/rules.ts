import type { Tenant } from '../client/tenant.ts'

const teams = 20

/** Sets a mapping of so many rules, for groups of these names from 0 on, and the teams that they name. */
export async function putRules(
  tenant: Tenant,
  count: number,
  nameOf: (index: number) => string = toGroupName,
): Promise<void> {
  for (let team = 0; team < teams; team++) await tenant.manage('PUT', `/api/teams/team-${team}`, [200, 201], {})
  await tenant.manage('PUT', '/api/settings/scim-mapping', [200, 201], toMapping(count, nameOf))
}

function toMapping(count: number, nameOf: (index: number) => string): string {
  const entries = Array.from({ length: count }, (_, index) => {
    return `  - { scimGroup: ${nameOf(index)}, type: teamMemberRole, teamId: team-${index % teams}, teamMemberRole: Steward }`
  })
  return `scimGroupMappings:\n${entries.join('\n')}\n`
}

/** Those of an initial cycle. */
function toGroupName(index: number): string {
  return `acme_group_${String(index + 1).padStart(2, '0')}`
}
