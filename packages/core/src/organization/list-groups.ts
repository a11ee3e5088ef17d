import type { GroupDetail, GroupGift, GroupMemberView, GroupView } from '../directory/group-view.ts'
import type { GroupRecord } from '../directory/member.ts'
import { NotFound } from '../scim/errors.ts'
import { fold } from '../scim/fold.ts'
import type { StoreReader } from '../store.ts'
import type { GroupPlace, GroupsListed, ListedGroup } from '../store/groups.ts'
import { pagesOf } from '../store/pages-of.ts'
import type { KeysetPage } from '../store/resources.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { toNamesOfGroups, type NamesOfGroups } from '../roles/names-of-groups.ts'
import { giftsOfGroups } from './gifts-of-groups.ts'
import { viewGroupFindings } from './view-findings.ts'

/** Which groups, and in which order. */
export interface GroupListing extends GroupsListed {
  /** Only those that give a role, or only those that give none; `null` for all. */
  readonly gives: boolean | null
}

/** A page of groups, with the place where the next one begins. */
export interface GroupPage {
  readonly groups: readonly GroupView[]
  readonly last: GroupPlace | null
}

/** A group with what the mapping makes of it. */
interface JudgedGroup extends ListedGroup {
  readonly gives: readonly GroupGift[]
}

/** Groups with how many members they have, which names of the mapping they are, and what they give. */
export async function listGroups(context: OperationContext, listing: GroupListing): Promise<GroupPage> {
  const reader = context.store.read(context.organizationId)
  const names = toNamesOfGroups(await reader.bindings.list())
  const search = listing.search === null ? null : fold(listing.search)
  const found = await judgeUntilFull(context, reader, { ...listing, search }, names)
  return { groups: await viewGroups(reader, found, names), last: found.at(-1)?.place ?? null }
}

/** One group. Throws NotFound. */
export async function readGroup(context: OperationContext, id: string): Promise<GroupDetail> {
  const reader = context.store.read(context.organizationId)
  const record = await getGroup(reader, id)
  const names = toNamesOfGroups(await reader.bindings.list())
  const gives = (await giftsOfGroups(context, reader, [record], names)).get(id) ?? []
  const [view] = await viewGroups(reader, [{ record, gives }], names)
  return { ...(view as GroupView), findings: await viewGroupFindings(reader, record) }
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

/** So many are judged at once where most may be passed over: what a group gives, no database knows. */
const judgedAtOnce = 1_000

/** The next groups of the listing, as many as it wants: read on until so many of them give, or don't. */
async function judgeUntilFull(
  context: OperationContext,
  reader: StoreReader,
  { gives, ...listed }: GroupListing,
  names: NamesOfGroups,
): Promise<readonly JudgedGroup[]> {
  const limit = gives === null ? listed.limit : judgedAtOnce
  const read = (last: ListedGroup | null) =>
    reader.groups.list({ ...listed, after: last?.place ?? listed.after, limit })
  const found: JudgedGroup[] = []
  for await (const page of pagesOf(read, limit)) {
    const judged = await judgeGroups(context, reader, page, names)
    found.push(...judged.filter((group) => gives === null || group.gives.length > 0 === gives))
    if (found.length >= listed.limit) break
  }
  return found.slice(0, listed.limit)
}

async function judgeGroups(
  context: OperationContext,
  reader: StoreReader,
  listed: readonly ListedGroup[],
  names: NamesOfGroups,
): Promise<readonly JudgedGroup[]> {
  const records = listed.map(({ record }) => record)
  const gifts = await giftsOfGroups(context, reader, records, names)
  return listed.map((group) => ({ ...group, gives: gifts.get(group.record.id) ?? [] }))
}

async function viewGroups(
  reader: StoreReader,
  judged: readonly Pick<JudgedGroup, 'record' | 'gives'>[],
  names: NamesOfGroups,
): Promise<readonly GroupView[]> {
  if (judged.length === 0) return []
  const counts = await reader.members.count(judged.map(({ record }) => record.id))
  return judged.map(({ gives, record: { id, displayName, externalId, created, lastModified } }) => ({
    id,
    displayName,
    externalId,
    members: counts.get(id)?.members ?? 0,
    unresolved: counts.get(id)?.unresolved ?? 0,
    boundNames: names.get(id) ?? [],
    gives,
    created,
    lastModified,
  }))
}
