import type { Grant, GrantScope, GrantSource } from '../directory/grant.ts'

/** Which grants: all that match every given part. */
export interface GrantQuery {
  readonly userIds?: readonly string[]
  readonly scope?: GrantScope
  readonly scopes?: readonly GrantScope[]
  readonly source?: GrantSource
  /** Of the mapping, given by this group and withheld. */
  readonly withheldOf?: string
  /** In the catalogue's spelling. */
  readonly role?: string
  /** The hold that keeps them in force. */
  readonly holdId?: string
  /** In force until that instant at most. */
  readonly expiringUntil?: string
}

export interface GrantReader {
  list(query: GrantQuery): Promise<Grant[]>
  /** Users that have a grant of this source, each once, by id. */
  listUserIds(source: GrantSource): Promise<string[]>
  /** How many grants the mapping gives now, whether in force or not. */
  countDerived(): Promise<number>
  /** Grants of one scope and role, with whether their member is active: for the owner guard. */
  listHolders(scope: GrantScope, role: string): Promise<(Grant & { readonly memberActive: boolean })[]>
  /** Names of team roles that some grant uses. */
  listUsedTeamRoles(): Promise<string[]>
  /** To how many users some grant gives a role of each scope, in force or not; scopes without any are left out. */
  countUsers(scopes: readonly GrantScope[]): Promise<Map<string, number>>
  /** Whether there is any grant of this source. */
  hasAny(source: GrantSource): Promise<boolean>
}

export interface GrantWriter {
  /** Inserts, or writes over the grant with the same key (`grantKey`). */
  put(grants: readonly Grant[]): Promise<void>
  delete(grants: readonly Grant[]): Promise<void>
}
