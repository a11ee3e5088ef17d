import type { Json } from '@rolecall/core/scim/resource/resource-data'

/**
 * A schema that refers to its own parts (`#/$defs/node`), for a document in which it stands at the place: the names of
 * the way to it. A reference to a part of a document is a JSON pointer (RFC 6901 §6).
 */
export function relocateReferences(schema: Json, place: readonly string[]): Json {
  const pointer = place.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1')))
  return relocate(schema, `#/${pointer.join('/')}`)
}

function relocate(value: Json, start: string): Json {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((part: Json) => relocate(part, start))
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      name,
      name === '$ref' && typeof part === 'string' && part.startsWith('#')
        ? `${start}${part.slice(1)}`
        : relocate(part, start),
    ]),
  )
}
