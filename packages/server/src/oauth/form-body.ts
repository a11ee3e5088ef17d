import type { BodyDefinition } from '../route/body-definition.ts'
import { OauthError } from './oauth-error.ts'

/** The parameters of a request, each once and none without a value (RFC 6749 §3.2). */
export type Form = ReadonlyMap<string, string>

const type = 'application/x-www-form-urlencoded'

/** A token with several certificates in its head fits; nothing that anybody means is longer. */
const limit = { bytes: 8_192, tooLarge: 'The body must not be larger than 8192 bytes' }

/** The body of a token request. */
export const formBody: BodyDefinition<Form> = { mediaTypes: [type], limit, parse: parseForm }

/** Throws OauthError for a parameter that is there twice. What has no value counts as left out (RFC 6749 §3.2). */
export function parseForm(text: string): Form {
  const form = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (value === '') continue
    if (form.has(name)) throw new OauthError('invalid_request', 'A parameter is there more than once')
    form.set(name, value)
  }
  return form
}
