import type { Filter } from '../scim/filter/filter.ts'
import type { Json, ResourceData } from '../scim/resource/resource-data.ts'
import type { NamePattern } from './name-pattern.ts'

/**
 * A condition as a checked tree; compiled to the engine's conditions in one place. A rule whose condition mentions
 * `group` or `member` is decided for each membership, and fires where one membership satisfies all of it; any other is
 * decided once for each person.
 */
export type Condition = { readonly source?: ConditionSource } & (
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** For everybody. */
  | { readonly always: true }
  /** Member of the group that this folded name is bound to, whichever membership is looked at. */
  | { readonly inGroup: string }
  /** The group of the membership, by name, by id or by a pattern of names. */
  | { readonly group: GroupCondition }
  /** Some group of the person satisfies the filter (`user.groups[display eq "x"]`); paths are `display` and `value`. */
  | { readonly someGroup: Filter }
  | AttributeCondition
)

/** Where a condition stands in the mapping file, and how it is written. */
export interface ConditionSource {
  readonly text: string
  readonly line: number
  readonly column: number
}

/**
 * Which group: a folded name, which gets bound to a group (`written` is its spelling in the file); an id; or every name
 * that a pattern matches.
 */
export type GroupCondition =
  | { readonly name: string; readonly written?: string }
  | { readonly id: string }
  | { readonly pattern: NamePattern }

/**
 * A comparison of an attribute, by its SCIM path, with a constant or with another attribute. The
 * operator is one of RFC 7644 §3.4.2.2 (`pr` ignores the value) or contributed by a plugin. It is true
 * where any value of the attribute compares so; an attribute without value compares false.
 */
export interface AttributeCondition {
  /** What the path is about; `user` where it is left out. */
  readonly of?: keyof FactSources
  /** The SCIM path; empty for a contributed fact. */
  readonly path: string
  /** The name of a contributed fact, which is made of `of`. */
  readonly fact?: string
  readonly operator: string
  readonly value: Json | { readonly path: string }
}

/** What a contributed fact is made of: nothing else may be looked at, so that equal data give equal values. */
export interface FactSources {
  /** The user as rules see it. */
  readonly user: ResourceData
  /** The group of the membership, with `id`, `displayName` and `externalId`. */
  readonly group: ResourceData
  /** The membership: `value`, `type` and `display`. */
  readonly member: ResourceData
}
