import { endOfString } from './end-of-string.ts'
import { InvalidSyntax, PayloadTooLarge } from './errors.ts'

/** Deeper than any message that is understood, and far from what the call stack bears. */
export const MAX_DEPTH = 64

/** More names than any object of a message has. */
export const MAX_NAMES = 1_000

/** An object with more names than these is a wide one, which takes JSON.parse ten times as long for each. */
const WIDE = 100

/** Names that all wide objects of a body may have beyond that: a few dozen of the widest. */
export const MAX_WIDE_NAMES = 20_000

/** A group of 100,000 members, each with four names, has fewer. */
export const MAX_JSON_VALUES = 600_000

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * Looks at a text before JSON is made of it, which may cost far more than the text: how deep it is nested, how many names
 * an object has, and how many values there are. Answers how many names all objects have together. What is no JSON is for the
 * parser to refuse. Throws InvalidSyntax, PayloadTooLarge.
 */
export function checkJsonBudget(text: string): number {
  const names = new Int32Array(MAX_DEPTH + 1)
  let depth = 0
  let values = 1
  let allNames = 0
  let wide = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === QUOTE) index = endOfString(text, index)
    else if (code === COMMA) values += 1
    else if (code === COLON) {
      allNames += 1
      if (countName(names, depth) > WIDE) wide += 1
      if (wide > MAX_WIDE_NAMES)
        throw new InvalidSyntax(`The objects of the body with more than ${WIDE} names have too many of them together`)
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      values += 1
      depth += 1
      if (depth > MAX_DEPTH) throw new InvalidSyntax(`The body is nested deeper than ${MAX_DEPTH} levels`)
      names[depth] = 0
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) depth = Math.max(0, depth - 1)
    if (values > MAX_JSON_VALUES) throw new PayloadTooLarge(`The body has more than ${MAX_JSON_VALUES} values`)
  }
  return allNames
}

function countName(names: Int32Array, depth: number): number {
  const count = (names[depth] ?? 0) + 1
  names[depth] = count
  if (count > MAX_NAMES) throw new InvalidSyntax(`An object of the body has more than ${MAX_NAMES} names`)
  return count
}
