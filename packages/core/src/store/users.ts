import type { GrantScope } from '../directory/grant.ts'
import type { UserRecord } from '../directory/member.ts'
import type { ResolvedFilter } from '../scim/filter/resolved-filter.ts'
import type { KeysetPage, Page, Placed, ResourceQuery, SeekQuery } from './resources.ts'

/** Which users: those that match every part that is not `null`, after that folded `userName`. */
export interface UserSearch extends KeysetPage {
  /** Folded text within `userName` or the name shown. */
  readonly search: string | null
  /** Users to whom some grant gives a role of this scope, in force or not. */
  readonly scope: GrantScope | null
  readonly active: boolean | null
}

export interface UserReader {
  find(id: string): Promise<UserRecord | undefined>
  findMany(ids: readonly string[]): Promise<UserRecord[]>
  findByUserName(userNameKey: string): Promise<UserRecord | undefined>
  /** `externalId` is the client's and no key (RFC 7643 §3.1): several may have one. All of them, or the first by id. */
  findByExternalId(externalId: string, limit?: number): Promise<UserRecord[]>
  /** Whom a new user has something in common with: the one of a folded `userName`, and of those with an exact `externalId` the first and the last by id; in one statement. */
  findConflicts(userNameKey: string, externalId: string | null): Promise<UserRecord[]>
  /** The account of a folded e-mail address, of whatever organization: a join key, which no answer shows. */
  findAccount(emailKey: string): Promise<string | undefined>
  /** Provisioned users only, as by all that follows: SCIM does not show the others. */
  query(query: ResourceQuery): Promise<Page<UserRecord>>
  /** By keyset: a resource that does not change is met exactly once, whatever else is written. */
  seek(query: SeekQuery): Promise<readonly Placed<UserRecord>[]>
  countMatching(filter: ResolvedFilter | null): Promise<number>
  /** All members, provisioned or not, by id. */
  list(page: KeysetPage): Promise<UserRecord[]>
  count(): Promise<{ readonly members: number; readonly inactive: number }>
  /** Members by folded `userName`, provisioned or not. */
  search(search: UserSearch): Promise<UserRecord[]>
  /** Provisioned users, the newest first. */
  newest(limit: number): Promise<UserRecord[]>
  /** How many members there are. */
  total(): Promise<number>
}

export interface UserWriter {
  /** Finds or makes the account of a folded e-mail address: the only data across organizations. */
  accountFor(emailKey: string, newId: string): Promise<string>
  insert(user: UserRecord): Promise<void>
  /** Writes every column of an existing user; `before` tells what need not be written. An account that nobody has any more goes. */
  update(user: UserRecord, before: UserRecord): Promise<void>
  setEmailValidated(changes: readonly { readonly userId: string; readonly validated: boolean }[]): Promise<void>
  /** Removes the user, its memberships, grants, assignments and identities, and its account where nobody else has it. */
  delete(user: Pick<UserRecord, 'id' | 'accountId'>): Promise<void>
}
