import type { ResourceData } from '../scim/resource/resource-data.ts'

/**
 * A person in one organization: the SCIM User and the member in one record (`users` in the database).
 * `id` is the SCIM id and the `userId` of the member.
 */
export interface UserRecord {
  readonly id: string
  readonly accountId: string
  /** `false` for a member who was invited by hand and whom SCIM does not show yet. */
  readonly provisioned: boolean
  /** The member's status: `active` or `inactive`. */
  readonly active: boolean
  readonly emailValidated: boolean
  readonly userName: string
  readonly userNameKey: string
  readonly externalId: string | null
  /** The attributes as the provider sent them, without `id`, `meta`, `groups` and `schemas`. */
  readonly data: ResourceData
  /** Raised by each write, from 1. */
  readonly version: number
  readonly created: string
  readonly lastModified: string
}

/** A SCIM Group without its members, which are rows of their own. */
export interface GroupRecord {
  readonly id: string
  readonly displayName: string
  readonly displayNameKey: string
  readonly externalId: string | null
  /** The attributes as the provider sent them, without `id`, `meta`, `members` and `schemas`. */
  readonly data: ResourceData
  readonly version: number
  readonly created: string
  readonly lastModified: string
}

/** One member of a group, as stored. */
export interface GroupMember {
  /** As sent by the provider: a SCIM id, or text that is no id here. */
  readonly value: string
  /** The user it stands for; `null` while unresolved, and for a nested group. */
  readonly userId: string | null
  /** `Group` for a nested group (stored, grants nothing). */
  readonly type: 'User' | 'Group' | null
  /** The user's `displayName`, or else `userName`; computed, `null` where there is none. */
  readonly display: string | null
}

/** A group that a user is in. */
export interface Membership {
  readonly userId: string
  readonly groupId: string
  readonly displayName: string
}
