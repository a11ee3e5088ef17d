import type { Json, JsonObject } from './resource-data.ts'

/** A member of a message by its name, in any case (RFC 7643 §2.1); the exact spelling comes first. */
export function findMember(object: JsonObject, name: string): Json | undefined {
  if (Object.hasOwn(object, name)) return object[name]
  const key = Object.keys(object).find((other) => other.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : object[key]
}
