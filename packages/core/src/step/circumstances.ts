import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import type { StoreReader } from '../store.ts'

/** The teams and the catalogue of an organization, as far as roles depend on them. */
export async function readCircumstances(reader: StoreReader, now: string): Promise<RoleCircumstances> {
  const [teams, catalogue] = await Promise.all([reader.teams.listIds(), reader.teams.getCatalogue()])
  return { teamIds: teams, catalogue, now }
}
