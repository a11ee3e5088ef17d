import type { NamePattern } from './name-pattern.ts'
import type { Json } from '../scim/resource/resource-data.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { ReadGrant } from './rule.ts'
import type { TextTemplate } from './text-template.ts'
import type { Condition } from './condition.ts'

/**
 * A value of the mapping file with its place, so that each mistake can be reported where it is. The
 * `read…` methods check what they read and report what is wrong; they answer `undefined` then, and
 * reading goes on, so that an author hears of every mistake at once.
 */
export interface MappingNode {
  /** The plain value. A scalar that is no JSON value, such as `.inf`, is its text. */
  readonly value: Json
  /** The line of the value, from 1; 0 within the default of a section, which stands in no file. */
  readonly line: number
  /** The place within the line, from 1. */
  readonly column: number
  /** The items of a list; an empty value (`section:` and nothing else) is an empty list. */
  readList(): readonly MappingNode[]
  /** A mapping with these keys and no others; answers it also where a key is unknown or missing. */
  readFields(fields: Fields): ReadFields | undefined
  /** A text that is not empty. A plain scalar is text as it was written: `2024`, `007`, `true`. */
  readText(): string | undefined
  /** One of these words, without regard to case; answers the word in its own spelling. */
  readChoice<Choice extends string>(choices: readonly Choice[]): Choice | undefined
  /** The SCIM path of a user attribute (`userName`, `emails[type eq "work"].value`). */
  readPath(): string | undefined
  /** `true` or `false`. */
  readBoolean(): boolean | undefined
  /** A whole number, at least `least`. */
  readInteger(least: number): number | undefined
  /** A date, which ends at 24:00 UTC of that day, or an instant (RFC 3339); answers the instant in UTC. */
  readEnd(): string | undefined
  /**
   * A condition: a SCIM filter (RFC 7644 §3.4.2.2) over `user`, `group`, `member` and the contributed facts, with the
   * contributed operators. Mistakes are reported where they are within the text.
   */
  readCondition(): Condition | undefined
  /** A regular expression over the whole name of a group, without regard to case, matched in linear time. */
  readPattern(): NamePattern | undefined
  /**
   * A text in which `${…}` may stand: an attribute of the user, or a capture of the rule's condition. It is refused where
   * no rule with a condition is, and where there is no such attribute or capture.
   */
  readTemplate(): TextTemplate | undefined
  /**
   * A list of things to give, each of a contributed type; what is wrong with one is reported, and it is left out. Templates
   * may stand in it with `templates`: `when` is the condition that has the captures, `undefined` for one that is wrong.
   */
  readGrants(templates?: { readonly when: Condition | undefined }): readonly ReadGrant[]
  /** Reports a mistake or a doubt at this place. */
  report(severity: Diagnostic['severity'], code: string, message: string): void
}

/** The keys that a mapping must and may have. */
export interface Fields {
  readonly required: readonly string[]
  readonly optional?: readonly string[]
}

/** The values of a mapping by key; a key that the file does not have is absent. */
export type ReadFields = ReadonlyMap<string, MappingNode>
