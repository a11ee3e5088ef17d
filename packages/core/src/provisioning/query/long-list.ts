import type { Json } from '../../scim/resource/resource-data.ts'

/** Elements of a long list, or the JSON of some with commas between them. */
export type LongPart = readonly Json[] | string

/** A list of an answer that is too long to be held: it is read, and made ready, a part at a time while the answer is written. */
export class LongList {
  readonly #parts: () => AsyncIterable<LongPart>

  constructor(parts: () => AsyncIterable<LongPart>) {
    this.#parts = parts
  }

  parts(): AsyncIterable<LongPart> {
    return this.#parts()
  }

  /** It would be nothing, without a word. */
  toJSON(): never {
    throw new TypeError('A long list is written in parts')
  }
}

/** Why a read is done once more over one state of the organization, where its lists may be `LongList`s. */
export class TooLongAtOnce extends Error {
  override readonly name = 'TooLongAtOnce'

  constructor() {
    super('The answer is too long to be made at once')
  }
}
