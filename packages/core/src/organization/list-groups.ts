import type { GroupDetail, GroupMemberView, GroupView } from '../directory/group-view.ts'
import type { GroupRecord } from '../directory/member.ts'
import { NotFound } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import type { GroupPlace } from '../store/groups.ts'
import type { KeysetPage } from '../store/resources.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { toNamesOfGroups } from '../roles/names-of-groups.ts'
import { viewGroupFindings } from './view-findings.ts'

/** Which groups: a page by name, of those whose name contains `search`. */
export interface GroupListing {
  readonly search: string | null
  readonly after: GroupPlace | null
  readonly limit: number
}

/** A page of groups, with the place where the next one begins. */
export interface GroupPage {
  readonly groups: readonly GroupView[]
  readonly last: GroupPlace | null
}

/** Groups by name, with how many members they have and which names of the mapping they are. */
export async function listGroups(context: OperationContext, listing: GroupListing): Promise<GroupPage> {
  const reader = context.store.read(context.organizationId)
  const search = listing.search === null ? null : fold(listing.search)
  const records = await reader.groups.list({ ...listing, search })
  const last = records.at(-1)
  return {
    groups: await viewGroups(reader, records),
    last: last === undefined ? null : { nameKey: last.displayNameKey, id: last.id },
  }
}

/** One group. Throws NotFound. */
export async function readGroup(context: OperationContext, id: string): Promise<GroupDetail> {
  const reader = context.store.read(context.organizationId)
  const group = await getGroup(reader, id)
  const [view] = await viewGroups(reader, [group])
  return { ...(view as GroupView), findings: await viewGroupFindings(reader, group) }
}

/** The members of a group by the value that the provider sent: a page, all or only the unresolved. Throws NotFound. */
export async function listGroupMembers(
  context: OperationContext,
  id: string,
  page: KeysetPage & { readonly unresolved: boolean },
): Promise<readonly GroupMemberView[]> {
  const reader = context.store.read(context.organizationId)
  await getGroup(reader, id)
  return reader.members.page(id, page)
}

async function getGroup(reader: StoreReader, id: string): Promise<GroupRecord> {
  const group = await reader.groups.find(id)
  if (group === undefined) throw new NotFound(`There is no group with the id ${id}`)
  return group
}

async function viewGroups(reader: StoreReader, records: readonly GroupRecord[]): Promise<readonly GroupView[]> {
  if (records.length === 0) return []
  const [counts, bindings] = await Promise.all([
    reader.members.count(records.map(({ id }) => id)),
    reader.bindings.list(),
  ])
  const names = toNamesOfGroups(bindings)
  return records.map(({ id, displayName, externalId, created, lastModified }) => ({
    id,
    displayName,
    externalId,
    members: counts.get(id)?.members ?? 0,
    unresolved: counts.get(id)?.unresolved ?? 0,
    boundNames: names.get(id) ?? [],
    created,
    lastModified,
  }))
}
