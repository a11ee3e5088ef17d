import type { GroupRecord } from '../directory/member.ts'
import type { ResolvedFilter } from '../scim/filter/resolved-filter.ts'
import type { KeysetPage, Page, Placed, ResourceQuery, SeekQuery } from './resources.ts'

/** A place in the list of groups by name. */
export interface GroupPlace {
  readonly nameKey: string
  readonly id: string
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
  /** By folded name and id, after a place in that order; `search` is folded text within the name. */
  list(page: {
    readonly search: string | null
    readonly after: GroupPlace | null
    readonly limit: number
  }): Promise<GroupRecord[]>
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
