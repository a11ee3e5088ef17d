export type JsonScalar = string | number | boolean | null
export type Json = JsonScalar | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [name: string]: Json
}

/**
 * A resource as this server stores and returns it: attribute names in the schema's spelling, no
 * nulls and no empty values, extension attributes in an object under the extension's URN.
 * What a client sent has no `schemas`, `id` and `meta`; a representation has them.
 */
export type ResourceData = JsonObject

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
