import type { RoleCircumstances } from '../directory/resolve-roles.ts'
import type { StoreReader, StoreTransaction } from '../store.ts'

/** The teams and the catalogue of an organization, as far as roles depend on them. */
export async function readCircumstances(reader: StoreReader, now: string): Promise<RoleCircumstances> {
  const teamIds = await reader.teams.listIds()
  return { teamIds, catalogue: await reader.teams.getCatalogue(), now }
}

/**
 * Teams and catalogues by organization and version: the version rises with every change of either, and
 * is known from the first statement of a transaction.
 */
export interface CircumstancesCache {
  /** As they are before the transaction changes any team or role itself. */
  get(tx: StoreTransaction): Promise<RoleCircumstances>
}

/** How many organizations are remembered. */
const capacity = 1_000

export function createCircumstancesCache(): CircumstancesCache {
  const known = new Map<string, { readonly version: number; readonly circumstances: RoleCircumstances }>()
  return {
    async get(tx) {
      const { catalogueVersion: version } = tx.state
      const found = known.get(tx.organizationId)
      if (found?.version === version) return { ...found.circumstances, now: tx.now }
      const circumstances = await readCircumstances(tx, tx.now)
      known.delete(tx.organizationId)
      known.set(tx.organizationId, { version, circumstances })
      if (known.size > capacity) known.delete(known.keys().next().value as string)
      return circumstances
    },
  }
}
