import type { GroupRecord } from '../directory/member.ts'
import type { ResolvedFilter } from '../scim/filter/resolved-filter.ts'
import type { KeysetPage, Page, Placed, ResourceQuery, SeekQuery } from './resources.ts'

/** What people sort groups by: the name, the most members first, or what was changed last first. */
export const groupOrders = ['displayName', 'members', 'lastModified'] as const
export type GroupOrder = (typeof groupOrders)[number]

/** A place in the list of groups: what they are sorted by beside the name, where it is that, and among equals the name. */
export interface GroupPlace {
  readonly value: string | number | null
  readonly nameKey: string
  readonly id: string
}

/** A stretch of the groups in an order, after a place in it. */
export interface GroupsListed {
  /** Folded text within the name. */
  readonly search: string | null
  /** Only groups of which some member is nobody here yet. */
  readonly unresolved: boolean
  readonly order: GroupOrder
  readonly after: GroupPlace | null
  readonly limit: number
}

/** A group with its place in the order in which it was listed. */
export interface ListedGroup {
  readonly record: GroupRecord
  readonly place: GroupPlace
}

export interface GroupReader {
  find(id: string): Promise<GroupRecord | undefined>
  findMany(ids: readonly string[]): Promise<GroupRecord[]>
  /** By folded `displayName`, which is not unique; by id. */
  findByName(displayNameKey: string): Promise<GroupRecord[]>
  /** Ids of the groups of each of these folded names, lowest id first. */
  findIdsByNames(displayNameKeys: readonly string[]): Promise<Map<string, string[]>>
  /** Several may have one, as of users: all of them, or the first by id. */
  findByExternalId(externalId: string, limit?: number): Promise<GroupRecord[]>
  /** Which of these texts would name a group where it is a member: its id, or else its `externalId`. */
  findSentAs(values: readonly string[]): Promise<Map<string, 'id' | 'externalId'>>
  query(query: ResourceQuery): Promise<Page<GroupRecord>>
  /** What people look through; each group once, as long as what it is sorted by stays. */
  list(listed: GroupsListed): Promise<ListedGroup[]>
  /** The newest first. */
  newest(limit: number): Promise<GroupRecord[]>
  /** How many groups there are. */
  total(): Promise<number>
  /** By keyset: a resource that does not change is met exactly once, whatever else is written. */
  seek(query: SeekQuery): Promise<readonly Placed<GroupRecord>[]>
  countMatching(filter: ResolvedFilter | null): Promise<number>
  /** Whole groups, by id. */
  page(page: KeysetPage): Promise<GroupRecord[]>
  /** The display name of every group, by its id. */
  listNames(): Promise<Map<string, string>>
}

export interface GroupWriter {
  insert(group: GroupRecord): Promise<void>
  update(group: GroupRecord): Promise<void>
  /** Raises version and `lastModified` of groups whose members changed, and nothing else; a clock set back lowers neither. */
  touch(ids: readonly string[]): Promise<void>
  /** Removes the group and its member rows. */
  delete(id: string): Promise<void>
}
