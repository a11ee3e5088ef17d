import { literal, looseObject, safeParse, strictObject, variant } from 'valibot'

import type { SubjectIdentifier } from '@rolecall/core/access/sign-out-member'
import { ScimError } from '@rolecall/core/scim/errors'

import { text } from '../api/text-schema.ts'
import { parseJson } from '../http/parse-json.ts'
import type { BodyDefinition } from '../route/body-definition.ts'

/** Subject identifiers (RFC 9493 §3), which have no members but their own. */
const schema = looseObject({
  sub_id: variant('format', [
    strictObject({ format: literal('email'), email: text }),
    strictObject({ format: literal('iss_sub'), iss: text, sub: text }),
    strictObject({ format: literal('opaque'), id: text }),
  ]),
})

/** Nothing that anybody means is longer. */
const limit = { bytes: 4_096, tooLarge: 'The body must not be larger than 4096 bytes' }

/** Whom the body means; `undefined` for what is refused after the token was used up. */
export const revocationBody: BodyDefinition<SubjectIdentifier | undefined> = {
  mediaTypes: ['application/json'],
  limit,
  schema,
  parse(body) {
    const result = safeParse(schema, tryParse(body))
    return result.success ? result.output.sub_id : undefined
  },
}

function tryParse(body: string): unknown {
  try {
    return parseJson(body)
  } catch (error) {
    if (error instanceof ScimError) return undefined
    throw error
  }
}
