import type { Tenant } from '../client/tenant.ts'

const teams = 20

/** Sets a mapping of so many rules, some of them for groups of the directory, and the teams that they name. */
export async function putRules(tenant: Tenant, count: number): Promise<void> {
  for (let team = 0; team < teams; team++) await tenant.manage('PUT', `/api/teams/team-${team}`, [200, 201], {})
  await tenant.manage('PUT', '/api/settings/scim-mapping', [200, 201], toMapping(count))
}

function toMapping(count: number): string {
  const entries = Array.from({ length: count }, (_, index) => {
    const group = `acme_group_${String(index + 1).padStart(2, '0')}`
    return `  - { scimGroup: ${group}, type: teamMemberRole, teamId: team-${index % teams}, teamMemberRole: Steward }`
  })
  return `scimGroupMappings:\n${entries.join('\n')}\n`
}
