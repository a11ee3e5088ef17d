import type { TeamSummary } from '../directory/team-view.ts'
import { fold } from '../scim/fold.ts'
import type { KeysetPage } from '../store/resources.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** Teams by folded id: a page of those whose id or name contains `search`, without their members. */
export async function listTeamSummaries(
  context: OperationContext,
  { search, ...page }: KeysetPage & { readonly search: string | null },
): Promise<readonly TeamSummary[]> {
  const reader = context.store.read(context.organizationId)
  const teams = await reader.teams.search({ ...page, search: search === null ? null : fold(search) })
  const counts = await reader.grants.countUsers(teams.map(({ key }) => `team:${key}` as const))
  return teams.map(({ id, key, name, type, parent, description }) => ({
    id,
    name,
    type,
    parent,
    description,
    people: counts.get(`team:${key}`) ?? 0,
  }))
}
