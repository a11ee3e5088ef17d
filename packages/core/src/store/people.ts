import type { ResourceData } from '../scim/resource/resource-data.ts'
import type { KeysetPage } from './resources.ts'

/** What is read of people beside their status, for it costs more the more it is. */
export interface PersonParts {
  /** The attributes as the provider sent them. */
  readonly data: boolean
  /** Of each membership, the value and the type as the provider sent them, not only the group. */
  readonly memberFacts: boolean
}

/** A person with all that a decision is made from and all that the mapping has given. */
export interface Person {
  readonly id: string
  readonly userName: string
  readonly active: boolean
  readonly data: ResourceData | null
  /** The user's `displayName`, or else `userName`; `null` where facts of members are not asked for. */
  readonly display: string | null
  /**
   * JSON, equal for people in the same groups: the ids of the groups, or `[id, value, type]` of each where facts of
   * members are asked for. May be empty.
   */
  readonly memberships: string
  /** JSON, equal for equal grants of the mapping: `[scope, role, ruleId, groupId, mappingVersion, desired, hold, expiresAt]` of each. May be empty. */
  readonly grants: string
}

/** Whole people in large pages, one statement a page. */
export interface PeopleReader {
  /** By id. */
  page(page: KeysetPage, parts: PersonParts): Promise<Person[]>
  findMany(ids: readonly string[], parts: PersonParts): Promise<Person[]>
  /** Which of these are active members, and which are not; those that are gone are neither. */
  findActive(ids: readonly string[]): Promise<Map<string, boolean>>
}
