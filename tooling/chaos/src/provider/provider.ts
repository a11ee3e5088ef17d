import type { ChaosOrganization } from '../cluster/organization.ts'
import type { Scene } from '../fault/fault.ts'
import { createHttpClient, isAnswer, type Reply } from './http.ts'
import { createWriter, type Writer } from './writer.ts'

/** What writes about the people of one organization. */
export interface Provider {
  readonly organization: ChaosOrganization
  readonly writers: readonly Writer[]
  /** How many of their writes are acknowledged so far. */
  readonly acknowledged: () => number
}

/** Groups, and the team roles that the mapping gives for them. */
export const mappedGroups = [
  { name: 'stewards', teamId: 'marketing', role: 'Steward' },
  { name: 'editors', teamId: 'marketing', role: 'Editor' },
  { name: 'designers', teamId: 'design', role: 'Editor' },
] as const

/** Sets an organization up, and the writers of its provider, while nothing is broken. */
export async function setUpProvider(
  { journal, random, servers }: Scene,
  organization: ChaosOrganization,
  writers: number,
): Promise<Provider> {
  const url = (): string => random.pick(servers).url
  const groups = await setUp(url(), organization)
  const target = { url, groups, journal, random, secretToken: organization.secretToken }
  const made = Array.from({ length: Math.max(1, writers) }, (_, index) => createWriter(target, `person-${index}`))
  return {
    organization,
    writers: made,
    acknowledged: () => made.reduce((sum, { acknowledged }) => sum + acknowledged(), 0),
  }
}

/** Teams, mapping and groups; answers the ids of the groups by their names. */
async function setUp(url: string, { ownerKey, secretToken }: ChaosOrganization): Promise<ReadonlyMap<string, string>> {
  const client = createHttpClient(1)
  const send = async (key: string, method: string, path: string, body: unknown): Promise<Reply> => {
    const outcome = await client.send(method, url + path, key, body)
    if (!isAnswer(outcome) || outcome.status > 299) throw new Error(`${method} ${path}: ${outcome.status}`)
    return outcome
  }
  for (const team of new Set(mappedGroups.map(({ teamId }) => teamId)))
    await send(ownerKey, 'PUT', `/api/teams/${team}`, {})
  const entries = mappedGroups.map(
    ({ name, role, teamId }) =>
      `  - { scimGroup: ${name}, type: teamMemberRole, teamId: ${teamId}, teamMemberRole: ${role} }\n`,
  )
  await send(ownerKey, 'PUT', '/api/settings/scim-mapping', `scimGroupMappings:\n${entries.join('')}`)
  const ids = new Map<string, string>()
  for (const { name } of mappedGroups) {
    const { body } = await send(secretToken, 'POST', '/api/scim/v2/Groups', { displayName: name })
    ids.set(name, (body as { readonly id: string }).id)
  }
  client.close()
  return ids
}
