import type { Json, ResourceData } from '../scim/resource/resource-data.ts'
import type { Condition } from './condition.ts'
import type { TextTemplate } from './text-template.ts'

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
  /** Those of what it gives: it then looks at the user, though `when` may not, and tells of empty values. */
  readonly templates?: readonly TextTemplate[]
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
  /** The templates that a value of the person has filled, for explanations. */
  readonly filled?: readonly FilledTemplate[]
}

/** How a text with `${…}` in it came about. */
export interface FilledTemplate {
  readonly template: string
  readonly text: string
  readonly values: readonly FilledVariable[]
}

/** What stood for one `${…}`. */
export interface FilledVariable {
  readonly variable: string
  readonly value: string
}

/** Something of the organization that a rule names, at its place in the file. */
export type Reference = { readonly line: number; readonly column: number } & (
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'groupId'; readonly id: string }
  | { readonly kind: 'team'; readonly id: string }
  /** `scope` is `organization`, or `team:` and the team's folded id. */
  | { readonly kind: 'role'; readonly scope: string; readonly role: string; readonly byTemplate?: boolean }
  /** What the rule may give beside roles, under the name that a plugin has for it; the host says so itself. */
  | { readonly kind: 'effect'; readonly effect: string }
  /** A role that is known when the rule fires: all for which `mayBe` is true. */
  | {
      readonly kind: 'anyRole'
      readonly scope: string
      readonly text: string
      /** A value of the person says which, or in which team: a group that is required does not make it safe. */
      readonly byTemplate?: boolean
      mayBe(role: string): boolean
    }
)

/** One thing that a rule gives, as the effect that its `type` names has read it. */
export interface RuleGrant {
  /** Equal for grants that say the same; part of what makes entries duplicates. */
  readonly key: string
  /** Its texts that have `${…}` in them: it is asked once for each value, and not at all where one is empty. */
  readonly templates?: readonly TextTemplate[]
  /** `undefined` where a value that fills a template is none that it knows. */
  assign(match: RuleMatch, options: GrantOptions): RuleAssignment | undefined
  readonly references?: readonly Reference[]
}

/** What a rule says of all that it gives, and what there is for its templates. */
export interface GrantOptions {
  /** An instant (RFC 3339, UTC), or `null` for no end. */
  readonly expiresAt: string | null
  /** By what stands in `${…}`. */
  readonly values: ReadonlyMap<string, string>
}

/** One thing of a list of `grant`, ready for a rule: several where an attribute has several values, none for none. */
export interface ReadGrant {
  readonly key: string
  readonly references?: readonly Reference[]
  /** Those that a value of the person fills. */
  readonly templates: readonly TextTemplate[]
  assign(match: RuleMatch, options: Pick<GrantOptions, 'expiresAt'>): readonly RuleAssignment[]
}
