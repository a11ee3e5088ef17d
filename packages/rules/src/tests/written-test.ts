import type { MappingTest } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { JsonObject, ResourceData } from '@rolecall/core/scim/resource/resource-data'

/** A test as it is written, checked. */
export interface WrittenTest extends MappingTest {
  /** One person, or all of whom something holds. */
  readonly subject: GivenPerson | Population
  /** Exactly what the person has, closed world; `null` where the test does not say. */
  readonly expect: Expectation | null
  /** What nobody of them has. */
  readonly expectNot: Expectation | null
  /** The groups, teams and roles that it names. */
  readonly mentions: readonly Mention[]
}

/** A name in a test, at its place; of a group also an id. */
export type Mention = { readonly name: string; readonly line: number; readonly column: number } & (
  | { readonly kind: 'group' | 'team' }
  /** `scope` is `organization` or that of a team. */
  | { readonly kind: 'role'; readonly scope: string }
)

export interface GivenPerson {
  readonly kind: 'given'
  readonly user: ResourceData
  readonly groups: readonly GivenGroup[]
}

/** A group of a given person: by name or id as the mapping knows it, or with its attributes. */
export interface GivenGroup {
  readonly id: string | null
  readonly displayName: string | null
  readonly externalId: string | null
  readonly data: ResourceData
}

/** People of whom a property holds: all that there can be, but for these conditions. */
export interface Population {
  readonly kind: 'forAll'
  readonly inGroups: readonly GivenGroup[]
  readonly notInGroups: readonly GivenGroup[]
  /** A condition on the person; `null` for none. */
  readonly user: Condition | null
}

/** Roles by scope, and what else rules give, as they are written. */
export interface Expectation {
  readonly organization: readonly string[]
  readonly teams: ReadonlyMap<string, readonly string[]>
  /** Values by effect. */
  readonly effects: ReadonlyMap<string, readonly JsonObject[]>
}
