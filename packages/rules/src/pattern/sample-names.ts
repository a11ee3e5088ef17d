import type { NamePattern } from '@rolecall/core/plugin/name-pattern'

/** Alternatives of one pattern that are tried. */
const maxSamples = 8

/** Names with given captures that are made of one pattern. */
const maxNames = 2_000

/**
 * Names that a pattern matches, to try rules with: the shortest way through it, for each of its first alternatives. Only
 * such as really match; a pattern that is read otherwise than it is meant has none.
 */
export function sampleNames(pattern: NamePattern): readonly string[] {
  return matching(pattern, new Sampler(pattern.text, new Map()).read())
}

/** Names that a pattern matches with these captures; the others are as in a sample. */
export function namesWith(pattern: NamePattern, captures: ReadonlyMap<string, readonly string[]>): readonly string[] {
  return matching(pattern, new Sampler(pattern.text, captures).read())
}

function matching(pattern: NamePattern, samples: readonly string[]): readonly string[] {
  return samples.filter((name) => name !== '' && pattern.match(name) !== undefined)
}

/** What a class or an escape may stand for. */
const members: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a' }

/** Reads a regular expression as far as to write texts that it matches. */
class Sampler {
  readonly #text: string
  readonly #captures: ReadonlyMap<string, readonly string[]>
  readonly #most: number
  #position = 0

  constructor(text: string, captures: ReadonlyMap<string, readonly string[]>) {
    this.#text = text
    this.#captures = captures
    this.#most = captures.size === 0 ? maxSamples : maxNames
  }

  /** Alternatives up to the end or a closing parenthesis. */
  read(): readonly string[] {
    const alternatives = [...this.#readSequence()]
    while (this.#text.charAt(this.#position) === '|') {
      this.#position += 1
      alternatives.push(...this.#readSequence())
    }
    return alternatives.slice(0, this.#most)
  }

  #readSequence(): readonly string[] {
    let samples: readonly string[] = ['']
    while (this.#position < this.#text.length && !'|)'.includes(this.#text.charAt(this.#position))) {
      const parts = this.#readQuantified(this.#readAtom())
      samples = samples.flatMap((sample) => parts.map((part) => sample + part)).slice(0, this.#most)
    }
    return samples
  }

  #readAtom(): readonly string[] {
    const character = this.#text.charAt(this.#position)
    this.#position += 1
    if (character === '^' || character === '$') return ['']
    if (character === '.') return ['x']
    if (character === '[') return [this.#readClass()]
    if (character === '\\') return [this.#readEscape()]
    return character === '(' ? this.#readGroup() : [character]
  }

  #readGroup(): readonly string[] {
    const head = /^\?(?:P?<(\w+)>|[a-z-]*:)/i.exec(this.#text.slice(this.#position))
    if (head !== null) this.#position += head[0].length
    const alternatives = this.read()
    this.#position += 1
    return this.#captures.get(head?.[1] ?? '') ?? alternatives
  }

  #readEscape(): string {
    const character = this.#text.charAt(this.#position)
    this.#position += 1
    return members[character] ?? (/[a-z]/i.test(character) ? '' : character)
  }

  /** The first member; of a negated class something unlikely to be excluded. */
  #readClass(): string {
    const end = this.#text.indexOf(']', this.#position + 1)
    const content = this.#text.slice(this.#position, end < 0 ? undefined : end)
    this.#position = end < 0 ? this.#text.length : end + 1
    if (content.startsWith('^')) return 'q'
    if (content.startsWith('\\')) return members[content.charAt(1)] ?? content.charAt(1)
    return content.startsWith('[:') ? 'a' : content.charAt(0)
  }

  /** As often as is needed: once where that is allowed, so that captures are not empty. */
  #readQuantified(parts: readonly string[]): readonly string[] {
    const quantifier = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#text.slice(this.#position))
    if (quantifier === null) return parts
    this.#position += quantifier[0].length
    const least = Math.max(1, Math.min(Number(quantifier[1] ?? 1), 20))
    return parts.map((part) => part.repeat(least))
  }
}
