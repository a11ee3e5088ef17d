import type { GroupMemberView } from '../directory/group-view.ts'
import type { GroupMember, Membership } from '../directory/member.ts'
import type { MemberValue } from '../scim/patch/member-changes.ts'
import type { BindingState } from './bindings.ts'
import type { KeysetPage } from './resources.ts'

/** A member row that was added or removed. */
export interface MemberRow {
  readonly groupId: string
  readonly value: string
  readonly userId: string | null
}

/** How a set of members changed: only what really did. */
export interface MemberDelta {
  readonly added: readonly MemberRow[]
  readonly removed: readonly MemberRow[]
}

export interface MemberReader {
  /** Members of groups, by group and then in the order of their addition. */
  list(groupIds: readonly string[]): Promise<Map<string, GroupMember[]>>
  /** The same; `null` where they are more than are held at once. */
  listFew(groupIds: readonly string[]): Promise<Map<string, GroupMember[]> | null>
  /** Members of a group by value; where all of it come at once, in the order of their addition. */
  listAfter(groupId: string, page: KeysetPage): Promise<GroupMember[]>
  /** The same by value, as the text of an answer. */
  writeAfter(groupId: string, page: KeysetPage, shape: WrittenShape): Promise<WrittenMembers>
  /** The groups of users, each by group id. */
  listGroupsOf(userIds: readonly string[]): Promise<Map<string, Membership[]>>
  /**
   * Memberships of these users that a decision needs, by user and group: in groups that a name of the mapping is bound to,
   * in groups that claim such a name, and what `scope` asks for beside these. One statement.
   */
  listDeciding(userIds: readonly string[], scope: MembershipScope): Promise<DecidingMembership[]>
  /** When a user's membership in a group was sent, and by which revision; `undefined` where there is none. */
  findAddition(groupId: string, userId: string): Promise<MemberAddition | undefined>
  /** Members of these groups that are nobody here yet and that were sent by one of these texts. */
  findUnresolved(values: readonly string[]): Promise<MemberRow[]>
  /** Users that are members of one of these groups, each once, by id. */
  listUserIds(groupIds: readonly string[]): Promise<string[]>
  /** How many members these groups have; those without any are left out. */
  count(groupIds: readonly string[]): Promise<Map<string, MemberCounts>>
  /** Members of a group by value, all or only the unresolved. */
  page(groupId: string, page: KeysetPage & { readonly unresolved: boolean }): Promise<GroupMemberView[]>
  /** Members of any group that stand for nobody. */
  countNobodies(): Promise<Nobodies>
}

/** What of a member is written, and what an id follows in its `$ref`. */
export interface WrittenShape {
  readonly names: readonly WrittenName[]
  readonly users: string
}

export const writtenNames = ['value', '$ref', 'display', 'type'] as const
export type WrittenName = (typeof writtenNames)[number]

/** Members of a page as JSON objects with commas between them; one of which nothing is shown is none of them. */
export interface WrittenMembers {
  readonly text: string
  /** How many members were read, and the value of the last one. */
  readonly count: number
  readonly last: string | null
}

/** Members that stand for nobody. */
export interface Nobodies {
  /** Nobody here yet. */
  readonly unresolved: number
  /** Groups: the provider says so, or the value is the id of a group, or an `externalId` of one where nothing is said. */
  readonly nested: number
}

/** How many members a group has, and how many of them stand for nobody. */
export interface MemberCounts extends Nobodies {
  readonly members: number
}

/** Which memberships a mapping looks at, beside those in groups that it names. */
export interface MembershipScope {
  /** These groups, too. */
  readonly groupIds: readonly string[]
  /** Every group. */
  readonly all: boolean
}

/** A membership with what the mapping calls its group; one row for each name, and at least one. */
export interface DecidingMembership {
  readonly userId: string
  readonly groupId: string
  /** As the provider sent the member. */
  readonly value: string
  readonly type: string | null
  /** A name of the mapping that the group has to do with, and how; `null` for a group without one. */
  readonly nameKey: string | null
  readonly state: BindingState | null
}

/** The write that put a member into a group. */
export interface MemberAddition {
  /** As sent by the provider. */
  readonly value: string
  readonly addedAt: string
  readonly revision: number
}

export interface MemberWriter {
  /**
   * Insert-or-ignore. A value that is a user's id, or else exactly one user's `externalId`, stands for
   * that user; any other value is kept as text, unresolved. The answer holds rows that were not there.
   */
  add(groupId: string, members: readonly MemberValue[]): Promise<readonly MemberRow[]>
  /** Deletes by key: `values` are matched with the value as sent and with the user it stands for. */
  remove(groupId: string, values: readonly string[]): Promise<readonly MemberRow[]>
  clear(groupId: string): Promise<readonly MemberRow[]>
  /** Makes the set of members equal to `members`, as a set difference in SQL. */
  replace(groupId: string, members: readonly MemberValue[]): Promise<MemberDelta>
  /** Gives unresolved members whose value is `externalId` their user. */
  resolve(externalId: string, userId: string): Promise<readonly MemberRow[]>
  /** Removes the memberships of a user. */
  removeUser(userId: string): Promise<readonly MemberRow[]>
  /** Takes a group out of the groups that it is a member of. */
  removeGroup(groupId: string): Promise<readonly MemberRow[]>
  /** Drops members that stayed unresolved since before `before`; groups stay. */
  dropUnresolved(before: string): Promise<readonly MemberRow[]>
}
