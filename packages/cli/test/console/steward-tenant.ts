import type { Tenant, TestServer } from '../test-server.ts'

/** A mapping by which the group `stewards` gives that role in `sales`. */
export function stewardMapping(role: string): string {
  return `scimGroupMappings:\n  - { scimGroup: stewards, type: teamMemberRole, teamId: sales, teamMemberRole: ${role} }\n`
}

/** Ann, who is in the group, is Steward of sales by version 1. */
export async function createStewardTenant(server: TestServer): Promise<Tenant> {
  const tenant = await server.createTenant()
  const { body } = await tenant.provider('POST', '/Users', { userName: 'ann@example.com', active: true })
  const members = [{ value: (body as { id: string }).id }]
  await tenant.owner('PUT', '/api/teams/sales', {})
  await tenant.provider('POST', '/Groups', { displayName: 'stewards', members })
  await tenant.putMapping(stewardMapping('Steward'))
  return tenant
}
