import type { FindingView } from './finding.ts'

/** A group as the console shows it (`/api/groups`). */
export interface GroupView {
  readonly id: string
  readonly displayName: string
  readonly externalId: string | null
  /** All members, unresolved ones too. */
  readonly members: number
  /** Members that are nobody here yet, and so get nothing. */
  readonly unresolved: number
  /** Names of the mapping that are bound to this group, whatever it is called now. */
  readonly boundNames: readonly string[]
  /** What it gives to somebody of whom nothing else is known. */
  readonly gives: readonly GroupGift[]
  readonly created: string
  readonly lastModified: string
}

/** A role that membership in a group gives. */
export interface GroupGift {
  /** `organization`, or `team:` and the team's id. */
  readonly scope: string
  readonly role: string
  readonly rule: string
  /** Where the rule stands in the file; `null` for one of the defaults. */
  readonly line: number | null
}

/** A group with what is odd about it. */
export interface GroupDetail extends GroupView {
  readonly findings: readonly FindingView[]
}

/** One member of a group. */
export interface GroupMemberView {
  /** As the provider sent it. */
  readonly value: string
  readonly type: 'User' | 'Group' | null
  readonly userId: string | null
  readonly emailAddress: string | null
  readonly displayName: string | null
  /** Whether somebody here is meant by it. */
  readonly resolved: boolean
}
