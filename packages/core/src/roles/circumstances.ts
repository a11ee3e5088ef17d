import type { TeamPolicy } from '../decider.ts'
import { VersionMemory } from '../change/version-memory.ts'
import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import type { OperationServices, RoleKeeping } from '../change/operation-context.ts'
import type { StoreReader } from '../store.ts'

/** The teams and the catalogue of an organization, and what its mapping says about them, as far as roles depend on it. */
export async function readCircumstances(
  reader: StoreReader,
  now: string,
  policy: TeamPolicy | null,
): Promise<RoleCircumstances> {
  const teamIds = await reader.teams.listIds()
  return { teamIds, catalogue: await reader.teams.getCatalogue(), now, ...teamsOf(policy) }
}

/** The same with the mapping that is current, outside of a transaction. */
export async function readCurrentCircumstances(
  { mappings, now }: Pick<OperationServices, 'mappings' | 'now'>,
  reader: StoreReader,
): Promise<RoleCircumstances> {
  const state = await reader.getState()
  return readCircumstances(reader, now(), await mappings.getTeamPolicy(reader.mappings, reader.organizationId, state))
}

/**
 * Reads teams and catalogues of transactions once for each organization and version: the version rises with every change
 * of either, and is known from the first statement. What a transaction has changed itself is read again.
 */
export function createCircumstancesReader(): RoleKeeping['circumstances'] {
  const known = new VersionMemory(weightOf)
  return async (tx, policy, { changed }) => {
    if (changed) return readCircumstances(tx, tx.now, policy)
    const { catalogueVersion: version } = tx.state
    const found = known.find(tx.organizationId, version)
    if (found !== undefined) return { ...found, now: tx.now, ...teamsOf(policy) }
    const circumstances = await readCircumstances(tx, tx.now, policy)
    known.remember(tx.organizationId, version, circumstances)
    return circumstances
  }
}

const teamsOfSmall = 20

function weightOf({ teamIds }: RoleCircumstances): number {
  return 1 + teamIds.size / teamsOfSmall
}

const noTeams: ReadonlySet<string> = new Set()

function teamsOf(policy: TeamPolicy | null): Pick<RoleCircumstances, 'authoritativeTeams'> {
  return { authoritativeTeams: policy?.authoritativeTeams ?? noTeams }
}
