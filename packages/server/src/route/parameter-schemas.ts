import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'

/** What parameters of a query look like, in JSON Schema. */

/** A whole number of these bounds. */
export const wholeNumber = (bounds: { readonly minimum?: number; readonly maximum?: number } = {}): JsonObject => ({
  type: 'integer',
  ...bounds,
})

export const flag: JsonObject = { type: 'boolean' }

/** RFC 3339. */
export const instant: JsonObject = { type: 'string', format: 'date-time' }

export const choiceOf = (values: readonly string[]): JsonObject => ({ type: 'string', enum: [...values] })

/** The number of a version of the mapping. */
export const versionNumber = wholeNumber({ minimum: 1 })

/** May be there several times (OpenAPI: `style: form`, exploded). */
export const repeated: JsonObject = { type: 'array', items: { type: 'string' } }
