import { checkJsonBudget } from '@rolecall/core/scim/check-json-budget'
import { InvalidSyntax } from '@rolecall/core/scim/errors'
import type { Json } from '@rolecall/core/scim/resource/resource-data'
import { findJsonMistake } from '@rolecall/rules/text/find-json-mistake'

/**
 * A body of JSON. Throws InvalidSyntax with the place of the mistake, for deep nesting or very many names, and for the
 * name `__proto__`, which no schema has and which changes objects that it is assigned to; PayloadTooLarge for very many
 * values.
 */
export function parseJson(text: string): Json {
  checkJsonBudget(text)
  const value = read(text)
  if (text.includes('__proto__') || text.includes('\\u')) refuseProto(value)
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

function refuseProto(value: Json): void {
  if (typeof value !== 'object' || value === null) return
  if (Object.hasOwn(value, '__proto__')) throw new InvalidSyntax('The name __proto__ is not allowed')
  for (const element of Object.values<Json>(value)) refuseProto(element)
}
