import { InvalidSyntax } from './errors.ts'
import { endOfString } from './end-of-string.ts'
import type { Json } from './resource/resource-data.ts'

/**
 * RFC 8259 §4 leaves open what a name means that an object has twice; JSON.parse takes the last without a word. Refused where the
 * two say something different, for one of them would be lost. The text, which is JSON, is read again only where it has more
 * `names` than its value. Throws InvalidSyntax.
 */
export function refuseRepeatedNames(text: string, value: Json, names: number): void {
  if (countNames(value) < names) findRepeated(text)
}

function countNames(value: Json): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const element of value as readonly Json[]) count += countNames(element)
    return count
  }
  for (const part of Object.values<Json>(value)) count += 1 + countNames(part)
  return count
}

/** An object that is open: the text of each value by its name, and the name whose value is read. */
interface OpenObject {
  readonly values: Map<string, string>
  name: Name | undefined
}

interface Name {
  readonly text: string
  readonly start: number
  /** Where its value begins. */
  readonly value: number
}

function findRepeated(text: string): void {
  const open: (OpenObject | undefined)[] = []
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index]
    const object = open.at(-1)
    if (character === '"') {
      const end = endOfString(text, index)
      if (object !== undefined && object.name === undefined) object.name = toName(text, index, end)
      index = object?.name?.start === index ? object.name.value - 1 : end
    } else if (character === '{') open.push({ values: new Map(), name: undefined })
    else if (character === '[') open.push(undefined)
    else if (character === ',' || character === '}' || character === ']') {
      if (object?.name !== undefined) endValue(text, object, object.name, index)
      if (character !== ',') open.pop()
    }
  }
}

function toName(text: string, start: number, end: number): Name {
  return { text: JSON.parse(text.slice(start, end + 1)) as string, start, value: text.indexOf(':', end) + 1 }
}

/** Compared as they are written: to compare what they say may take long. */
function endValue(text: string, object: OpenObject, { start, text: name, value }: Name, end: number): void {
  const said = text.slice(value, end).trim()
  const before = object.values.get(name)
  if (before !== undefined && before !== said) throw new InvalidSyntax(toSentence(text, name, start))
  object.values.set(name, said)
  object.name = undefined
}

/** A name is told so far. */
const longest = 100

function toSentence(text: string, name: string, start: number): string {
  const lines = text.slice(0, start).split('\n')
  const place = `at line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`
  const shown = JSON.stringify(name.length > longest ? `${name.slice(0, longest)}…` : name)
  return `The name ${shown} is twice in one object, with different values (${place})`
}
