/** A role that can be had. */
export interface Role {
  readonly scope: 'organization' | 'team'
  readonly name: string
  readonly description: string
  readonly rank: number
  readonly precedence: number
  readonly permissions: readonly string[]
  readonly privileged: boolean
}

export interface Team {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly parent: string | null
  readonly description: string | null
}

/** A member with the roles that are in force. */
export interface Member {
  readonly userId: string
  readonly emailAddress: string
  readonly displayName: string | null
  /** Of the organization, the highest. */
  readonly role: string
  readonly status: 'active' | 'inactive'
  readonly emailValidated: boolean
  readonly teams: readonly MemberTeam[]
}

export interface MemberTeam {
  readonly teamId: string
  /** The highest. */
  readonly role: string
  /** All, the highest first. */
  readonly roles: readonly string[]
}

/** All roles, teams and members of an organization. */
export interface Content {
  readonly roles: readonly Role[]
  readonly teams: readonly Team[]
  readonly members: readonly Member[]
}

/** What has become of an organization since a cursor. To apply it twice is to apply it once. */
export interface Changes extends Content {
  readonly organizationId: string
  /** Of the organization, at which it is so. */
  readonly revision: number
  /** Whether this is everything: whatever is not named is not there. Else it is as it was, and `roles` is empty. */
  readonly complete: boolean
  /** Ids of what is no more. */
  readonly gone: { readonly teams: readonly string[]; readonly members: readonly string[] }
  /** To go on from. */
  readonly cursor: string
  /** The digest of everything at that revision, where it was asked for. */
  readonly digest: string | undefined
}

/** The tables of a product, as far as they hold what Rolecall has decided. */
export interface Sink {
  /** How far it has come; `null` before the first time. */
  cursor(): Promise<string | null>
  /**
   * Writes changes and their cursor in one transaction, where it still stands at `expected`. Else somebody else has written
   * meanwhile: nothing is changed, and the answer is `false`.
   */
  write(changes: Changes, expected: string | null): Promise<boolean>
  /** What it holds, and at which cursor, as one transaction sees it. */
  read(): Promise<Content & { readonly cursor: string | null }>
  /** Which organizations the same tables hold anything of; for `followAll`, that of all. */
  organizations?(): Promise<readonly string[]>
}
