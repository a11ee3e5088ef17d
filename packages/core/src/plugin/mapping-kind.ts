import type { Json, JsonObject } from '../scim/resource/resource-data.ts'
import type { AttributeType } from '../scim/schema/attribute-definition.ts'
import type { FactSources } from './condition.ts'
import type { MappingNode, ReadFields } from './mapping-node.ts'
import type { RuleDefinition, RuleGrant } from './rule.ts'

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
   * every contributed effect, and findings about templates, for a section whose rules are read with `readGrants`.
   */
  readonly effects: readonly string[] | 'grants'
  /** The JSON Schema (draft-07) of the section, for editors; anything is allowed where it is left out. */
  readonly schema?: JsonObject | ((words: SchemaWords) => JsonObject)
  /** What holds where the file does not have the section; `undefined` for no rules. */
  readonly defaultValue?: Json
  /** The codes that only this section reports, each with a sentence for documentation. */
  readonly diagnostics?: Readonly<Record<string, string>>
  /** The codes of the findings that its rules raise, each with a sentence for documentation. */
  readonly findings?: Readonly<Record<string, string>>
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
