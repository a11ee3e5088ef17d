import { setImmediate } from 'node:timers/promises'

import { checkJsonBudget } from '@rolecall/core/scim/check-json-budget'
import { InvalidSyntax } from '@rolecall/core/scim/errors'
import { refuseRepeatedNames } from '@rolecall/core/scim/repeated-names'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { findJsonMistake } from '@rolecall/rules/text/find-json-mistake'

/**
 * A body of JSON. Throws InvalidSyntax with the place of the mistake, for deep nesting or very many names, for a name
 * that an object has twice with different values, and for the name `__proto__`, which no schema has and which changes objects
 * that it is assigned to; PayloadTooLarge for very many values.
 */
export function parseJson(text: string): Json {
  const names = checkJsonBudget(text)
  const value = read(text)
  refuseRepeatedNames(text, value, names)
  return toSafe(text, value)
}

/** The same of a body that may be large, with the others' turn between its steps. */
export async function parseLargeJson(text: string): Promise<Json> {
  if (text.length < large) return parseJson(text)
  await setImmediate()
  const names = checkJsonBudget(text)
  await setImmediate()
  const value = read(text)
  await setImmediate()
  refuseRepeatedNames(text, value, names)
  await setImmediate()
  return toSafe(text, value)
}

/** From here on, in characters, a step takes milliseconds. */
const large = 256 * 1024

function toSafe(text: string, value: Json): Json {
  if (text.includes('__proto__') || text.includes('\\u')) refuseProto(value)
  return value
}

function read(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (cause) {
    if (text.trim() === '') throw new InvalidSyntax('The body is empty', { cause })
    throw new InvalidSyntax(`The body is not valid JSON (${placeOfMistake(text)})`, { cause })
  }
}

/** To find the place takes longer than to read the text: a quarter of a second for a megabyte. */
function placeOfMistake(text: string): string {
  if (text.length > large)
    return `somewhere in its ${text.length} characters; of a body of up to ${large} the place is said`
  const { column = 1, line = 1 } = findJsonMistake(text) ?? {}
  return `at line ${line}, column ${column}`
}

function refuseProto(value: Json): void {
  if (typeof value !== 'object' || value === null) return
  if (Object.hasOwn(value, '__proto__')) throw new InvalidSyntax('The name __proto__ is not allowed')
  for (const element of Object.values<Json>(value)) refuseProto(element)
}
