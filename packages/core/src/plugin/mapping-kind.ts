import type { Json, ResourceData } from '../scim/resource/resource-data.ts'
import type { MappingNode } from './mapping-node.ts'

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
  /** The effects that its rules ask for; rows of other effects are never looked at for it. */
  readonly effects: readonly string[]
  /** What holds where the file does not have the section; `undefined` for no rules. */
  readonly defaultValue?: Json
  /** Turns the section into rules. Mistakes are reported on the node, all of them, not thrown. */
  compile(section: MappingNode): readonly RuleDefinition[]
}

/** A rule: what must hold, and what follows. */
export interface RuleDefinition {
  /** Stable for equal content, unique within the section; shown to people as the reason of a role. */
  readonly id: string
  /** Where the rule stands in the file, from 1; 0 for a rule of the defaults. */
  readonly line: number
  readonly column: number
  readonly when: Condition
  /** What follows for one person for whom `when` holds. */
  assign(match: RuleMatch): readonly RuleAssignment[]
  /** What the rule names of the organization: a warning where it does not exist. */
  readonly references?: readonly Reference[]
}

/** A condition as a checked tree; compiled to the engine's conditions in one place. */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  /** Member of the group that this folded name is bound to. */
  | { readonly inGroup: string }
  | AttributeCondition

/**
 * A comparison of a user attribute, by its SCIM path, with a constant or with another attribute. The
 * operator is one of RFC 7644 §3.4.2.2 (`pr` ignores the value) or contributed by a plugin. It is true
 * where any value of the attribute compares so; an attribute without value compares false.
 */
export interface AttributeCondition {
  readonly path: string
  readonly operator: string
  readonly value: Json | { readonly path: string }
}

/** The facts that made a rule fire. */
export interface RuleMatch {
  /** The user as SCIM shows it; `null` where no section that is asked depends on it. */
  readonly user: ResourceData | null
  /** The values of the user at a SCIM path, as the provider sent them; none for an absent attribute. */
  valuesAt(path: string): readonly Json[]
  /** The id of the group that a folded name of the mapping is bound to; throws for one that is not. */
  groupIdOf(nameKey: string): string
}

/** What a rule asks for, before it has a subject. */
export interface RuleAssignment {
  readonly effect: string
  readonly value: { readonly [name: string]: Json }
}

/** Something of the organization that a rule names, at its place in the file. */
export type Reference = { readonly line: number; readonly column: number } & (
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'team'; readonly id: string }
  /** `scope` is `organization`, or `team:` and the team's folded id. */
  | { readonly kind: 'role'; readonly scope: string; readonly role: string }
)

/** A comparison that conditions may use, beside the operators of RFC 7644 §3.4.2.2. */
export interface OperatorDefinition {
  /** Letters and digits; not one of the operators of the RFC. */
  readonly name: string
  /** Both sides as lists of plain values: an absent attribute is `[]`, a single one has one item. */
  evaluate(left: readonly Json[], right: readonly Json[]): boolean
}
