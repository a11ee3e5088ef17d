import type { RoleCatalogue } from '../directory/role-catalogue.ts'
import type { Team, TeamKey } from '../directory/team.ts'
import type { KeysetPage } from './resources.ts'

export interface TeamReader {
  list(page: KeysetPage): Promise<Team[]>
  /** By folded id; `search` is folded text within the id or the name. */
  search(page: KeysetPage & { readonly search: string | null }): Promise<Team[]>
  find(key: TeamKey): Promise<Team | undefined>
  findMany(keys: readonly TeamKey[]): Promise<Team[]>
  /** All teams, by folded id: each with the id as its creator wrote it. */
  listIds(): Promise<Map<TeamKey, string>>
  getCatalogue(): Promise<RoleCatalogue>
}

/** Every write raises the organization's `catalogueVersion`, by which teams and roles are remembered, to the time at least. */
export interface TeamWriter {
  put(teams: readonly Team[]): Promise<void>
  delete(keys: readonly TeamKey[]): Promise<void>
  /** Replaces the catalogue. */
  putCatalogue(catalogue: RoleCatalogue): Promise<void>
}
