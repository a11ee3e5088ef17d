import { looseObject, type GenericSchema } from 'valibot'

import type { Json } from '@rolecall/core/scim/resource/resource-data'

import { parseLargeJson } from '../http/parse-json.ts'
import type { BodyDefinition } from '../route/body-definition.ts'

/** What the SCIM endpoints send, and understand beside plain JSON (RFC 7644 §3.1). */
export const scimMediaType = 'application/scim+json'

/** A SCIM message, whose content `/Schemas` describes. */
export const scimMessage: GenericSchema = looseObject({})

/** The body of a SCIM request; what it means is checked by the operation that gets it. */
export const scimBody: BodyDefinition<Json> = {
  mediaTypes: [scimMediaType, 'application/json'],
  schema: scimMessage,
  parse: parseLargeJson,
}
