import type { Json, ResourceData } from '../scim/resource/resource-data.ts'
import type { Condition } from './condition.ts'

/** A rule: what must hold, and what follows. */
export interface RuleDefinition {
  /** Stable for equal content, unique within the section; shown to people as the reason of a role. */
  readonly id: string
  /** Where the rule stands in the file, from 1; 0 for a rule of the defaults. */
  readonly line: number
  readonly column: number
  readonly when: Condition
  /** Its author knows that it gives a privileged role without naming a group (`privileged: true`). */
  readonly privileged?: boolean
  /** The instant at which all that it gives ends (RFC 3339, UTC), for explanations; absent or `null` for no end. */
  readonly expiresAt?: string | null
  /** What follows for one person, or one membership, for which `when` holds. */
  assign(match: RuleMatch): readonly RuleAssignment[]
  /** What the rule names of the organization: a warning where it does not exist. */
  readonly references?: readonly Reference[]
}

/** The facts that made a rule fire. */
export interface RuleMatch {
  /** The user as SCIM shows it; `null` where no section that is asked depends on it. */
  readonly user: ResourceData | null
  /** The group of the membership that fired; `null` for a rule about the person alone. */
  readonly group: MatchedGroup | null
  /** The values of the user at a SCIM path, as the provider sent them; none for an absent attribute. */
  valuesAt(path: string): readonly Json[]
  /** The id of the group that a folded name of the mapping is bound to; throws for one that is not. */
  groupIdOf(nameKey: string): string
}

/** A group as a rule that fired knows it. */
export interface MatchedGroup {
  readonly id: string
  /** As it is now; `null` where the mapping looks at names and ids alone. */
  readonly displayName: string | null
}

/** What a rule asks for, before it has a subject. */
export interface RuleAssignment {
  readonly effect: string
  readonly value: { readonly [name: string]: Json }
}

/** Something of the organization that a rule names, at its place in the file. */
export type Reference = { readonly line: number; readonly column: number } & (
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'groupId'; readonly id: string }
  | { readonly kind: 'team'; readonly id: string }
  /** `scope` is `organization`, or `team:` and the team's folded id. */
  | { readonly kind: 'role'; readonly scope: string; readonly role: string }
  /** What the rule may give beside roles, under the name that a plugin has for it; the host says so itself. */
  | { readonly kind: 'effect'; readonly effect: string }
  /** A role that is known when the rule fires: all for which `mayBe` is true. */
  | { readonly kind: 'anyRole'; readonly scope: string; readonly text: string; mayBe(role: string): boolean }
)

/** One thing that a rule gives. */
export interface RuleGrant {
  /** Equal for grants that say the same; part of what makes entries duplicates. */
  readonly key: string
  assign(match: RuleMatch, options: GrantOptions): RuleAssignment
  readonly references?: readonly Reference[]
}

/** What a rule says of all that it gives. */
export interface GrantOptions {
  /** An instant (RFC 3339, UTC), or `null` for no end. */
  readonly expiresAt: string | null
}
