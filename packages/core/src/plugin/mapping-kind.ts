import type { Filter } from '../scim/filter/filter.ts'
import type { Json, JsonObject, ResourceData } from '../scim/resource/resource-data.ts'
import type { AttributeType } from '../scim/schema/attribute-definition.ts'
import type { MappingNode, NamePattern, ReadFields } from './mapping-node.ts'

/** The kinds of facts that a section of the mapping may depend on. */
export type FactKind = 'user' | 'groups'

/**
 * A section of the mapping file that a plugin owns: how its YAML becomes rules. The rules of all
 * sections run in one engine; nobody writes engine conditions by hand.
 */
export interface MappingKind {
  /** The top-level key of the mapping file; also the source of the rows that its rules ask for. */
  readonly section: string
  /** A sentence for editors and documentation. */
  readonly summary: string
  /** The facts that its rules look at; a change of others does not run them. */
  readonly facts: readonly FactKind[]
  /**
   * The effects that its rules ask for; rows of other effects are never looked at for it. `grants` stands for those of
   * every contributed effect, for a section whose rules are read with `readGrants`.
   */
  readonly effects: readonly string[] | 'grants'
  /** The JSON Schema (draft-07) of the section, for editors; anything is allowed where it is left out. */
  readonly schema?: JsonObject | ((words: SchemaWords) => JsonObject)
  /** What holds where the file does not have the section; `undefined` for no rules. */
  readonly defaultValue?: Json
  /** Turns the section into rules. Mistakes are reported on the node, all of them, not thrown. */
  compile(section: MappingNode): readonly RuleDefinition[]
}

/** Parts of the JSON Schema of a mapping file that several sections use. */
export interface SchemaWords {
  /** A condition (`when`). */
  readonly condition: JsonObject
  /** The items of `grant`: one of the contributed effects. */
  readonly grants: JsonObject
  /** A date or an instant (`expires`). */
  readonly instant: JsonObject
}

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
  /** What follows for one person, or one membership, for which `when` holds. */
  assign(match: RuleMatch): readonly RuleAssignment[]
  /** What the rule names of the organization: a warning where it does not exist. */
  readonly references?: readonly Reference[]
}

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
  /** A role that is known when the rule fires: all for which `mayBe` is true. */
  | { readonly kind: 'anyRole'; readonly scope: string; readonly text: string; mayBe(role: string): boolean }
)

/** A comparison that conditions may use, beside the operators of RFC 7644 §3.4.2.2. */
export interface OperatorDefinition {
  /** Letters and digits; not one of the operators of the RFC. In conditions it is a word, without regard to case. */
  readonly name: string
  /** A sentence for editors and documentation. */
  readonly summary?: string
  /** Whether a value follows it in a condition: `user.title isShouted` or `user.title soundsLike "x"`; by default it does. */
  readonly operand?: 'none' | 'required'
  /** Both sides as lists of plain values: an absent attribute is `[]`, a single one has one item. */
  evaluate(left: readonly Json[], right: readonly Json[]): boolean
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

/** A fact that a plugin computes, which conditions name by one word: `emailDomain eq "example.com"`. */
export type FactDefinition = {
  [Source in keyof FactSources]: {
    /** Letters and digits; not `user`, `group` or `member`. */
    readonly name: string
    /** A sentence for editors and documentation. */
    readonly summary: string
    /** What it is made of; a fact about the group or the member is decided for each membership. */
    readonly of: Source
    /** How it compares (RFC 7643 §2.3). */
    readonly type: Exclude<AttributeType, 'complex'>
    /** Texts compare without regard to case where this is left out. */
    readonly caseExact?: boolean
    /** Pure: no clock, no network; called again for equal data at any time. */
    valuesOf(source: FactSources[Source]): readonly Json[]
  }
}[keyof FactSources]

/** What a rule may give, named by `type` in a `grant`. */
export interface EffectDefinition {
  /** The word under `type`. */
  readonly type: string
  /** The effect of its assignments: `role`, or the plugin's own. */
  readonly effect: string
  /** A sentence for editors and documentation. */
  readonly summary: string
  /** The keys beside `type`. */
  readonly required: readonly string[]
  readonly optional?: readonly string[]
  /** The JSON Schema of each key; a text where it is left out. */
  readonly properties?: { readonly [key: string]: JsonObject }
  /** Reads one item of `grant`; mistakes are reported on the nodes, and `undefined` answered. */
  read(fields: ReadFields, item: MappingNode): RuleGrant | undefined
}

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
