/** A value of JSON as a server sends it; checks look into it by hand. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The member of that name, whatever its case: attribute names compare so (RFC 7643 §2.1). */
export function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (!isObject(value)) return undefined
  if (Object.hasOwn(value, name)) return value[name]
  const wanted = name.toLowerCase()
  const found = Object.keys(value).find((key) => key.toLowerCase() === wanted)
  return found === undefined ? undefined : value[found]
}

/** The member at a path of names and positions. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let found = value
  for (const part of path) {
    found = typeof part === 'string' ? memberOf(found, part) : Array.isArray(found) ? (found[part] as Json) : undefined
  }
  return found
}

/** The elements of a list; none where there is no list. */
export function elementsOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : []
}
