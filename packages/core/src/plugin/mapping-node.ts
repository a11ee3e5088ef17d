import type { Json } from '../scim/resource/resource-data.ts'
import type { Diagnostic } from './diagnostic.ts'

/**
 * A value of the mapping file with its place, so that each mistake can be reported where it is. The
 * `read…` methods check what they read and report what is wrong; they answer `undefined` then, and
 * reading goes on, so that an author hears of every mistake at once.
 */
export interface MappingNode {
  /** The plain value. A scalar that is no JSON value, such as `.inf`, is its text. */
  readonly value: Json
  /** The place of the value, from 1; 0 within the default of a section, which stands in no file. */
  readonly line: number
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
