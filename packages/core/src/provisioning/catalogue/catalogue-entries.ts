import { createHash } from 'node:crypto'

import { organizationRoles, type TeamRole } from '../../directory/role-catalogue.ts'
import type { Team } from '../../directory/team.ts'
import { fold } from '../../scim/fold.ts'
import { toETag } from '../../scim/resource/etag.ts'
import type { ResourceData } from '../../scim/resource/resource-data.ts'
import type { StoreReader } from '../../store.ts'
import { catalogueTypes, type CatalogueTypeName } from './catalogue-types.ts'

/** Something that can be given, as a resource. */
export interface CatalogueEntry {
  readonly id: string
  /** Of what it says: there is no row that a number would count the changes of. */
  readonly version: string
  readonly resource: ResourceData
}

/** A description that Okta takes (OKT-11), in characters. */
const longestDescription = 1_000

const teamsAtOnce = 1_000

/** The id of a role of the organization: folded, as roles are named without regard to case. */
export function toRoleEntryId(role: string): string {
  return encodeURIComponent(fold(role))
}

/** The id of a role in a team, made of both names: it is the same for as long as both are called so. */
export function toEntitlementId(teamId: string, role: string): string {
  return `${encodeURIComponent(fold(teamId))}:${encodeURIComponent(fold(role))}`
}

/** All that can be given of one type, live: roles by rank, entitlements by team and rank. */
export async function readCatalogue(
  reader: Pick<StoreReader, 'teams'>,
  type: CatalogueTypeName,
  baseUrl: string,
): Promise<readonly CatalogueEntry[]> {
  const toEntry = entriesOf(type, baseUrl)
  if (type === 'Role')
    return organizationRoles.map(({ description, name }) =>
      toEntry(toRoleEntryId(name), { displayName: name, description }),
    )
  const { teamRoles } = await reader.teams.getCatalogue()
  const ranked = teamRoles.toSorted((a, b) => a.rank - b.rank)
  const entries: CatalogueEntry[] = []
  for await (const team of listTeams(reader)) {
    for (const role of ranked) entries.push(toEntry(toEntitlementId(team.id, role.name), toEntitlement(team, role)))
  }
  return entries
}

/** Whether there is anything to give of a type: without teams there are no roles in them. */
export async function hasEntries({ teams }: Pick<StoreReader, 'teams'>, type: CatalogueTypeName): Promise<boolean> {
  return type === 'Role' || (await teams.list({ after: null, limit: 1 })).length > 0
}

function toEntitlement({ name: team }: Team, { description, name }: TeamRole): ResourceData {
  return { displayName: `${team}: ${name}`, description, type: catalogueTypes.Entitlement.name }
}

function entriesOf(typeName: CatalogueTypeName, baseUrl: string) {
  const { endpoint, name, schema } = catalogueTypes[typeName]
  return (id: string, said: ResourceData): CatalogueEntry => {
    const { description, ...others } = said
    const shown = Array.from(String(description ?? ''))
      .slice(0, longestDescription)
      .join('')
    const data = { ...others, ...(shown === '' ? {} : { description: shown }) }
    const version = createHash('sha256')
      .update(JSON.stringify([id, data]))
      .digest('base64url')
      .slice(0, 16)
    const location = `${baseUrl}${endpoint}/${encodeURIComponent(id)}`
    const meta = { resourceType: name, location, version: toETag(version) }
    return { id, version, resource: { schemas: [schema.id], id, ...data, meta } }
  }
}

async function* listTeams({ teams }: Pick<StoreReader, 'teams'>): AsyncGenerator<Team> {
  for (let after: string | null = null; ;) {
    const page: readonly Team[] = await teams.list({ after, limit: teamsAtOnce })
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < teamsAtOnce) return
    after = last.key
  }
}
