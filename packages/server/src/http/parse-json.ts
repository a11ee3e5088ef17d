import { InvalidSyntax } from '@rolecall/core/scim/errors'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { findJsonMistake } from '@rolecall/rules/text/find-json-mistake'

/** Deeper than any message that is understood, and far from what the call stack bears. */
const deepest = 64

/**
 * A body of JSON. Throws InvalidSyntax with the place of the mistake, for deep nesting, and for the
 * name `__proto__`, which no schema has and which changes objects that it is assigned to.
 */
export function parseJson(text: string): Json {
  const value = read(text)
  check(value, deepest)
  return value
}

function read(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (cause) {
    if (text.trim() === '') throw new InvalidSyntax('The body is empty', { cause })
    const { column = 1, line = 1 } = findJsonMistake(text) ?? {}
    throw new InvalidSyntax(`The body is not valid JSON (at line ${line}, column ${column})`, { cause })
  }
}

function check(value: Json, levels: number): void {
  if (typeof value !== 'object' || value === null) return
  if (levels === 0) throw new InvalidSyntax(`The body is nested deeper than ${deepest} levels`)
  if (Array.isArray(value)) {
    for (const element of value as readonly Json[]) check(element, levels - 1)
    return
  }
  for (const [name, element] of Object.entries(value)) {
    if (name === '__proto__') throw new InvalidSyntax('The name __proto__ is not allowed')
    check(element, levels - 1)
  }
}
