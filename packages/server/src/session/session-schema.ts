import { array, nullable, object, picklist, string } from 'valibot'

import { apiKeyScopes } from '@rolecall/core/directory/api-key'

const scopeSchema = picklist([...apiKeyScopes, 'setup'])

/** Who is signed in: a key, a link, or a person through an SSO connection. `scopes` is what they may. */
export const sessionSchema = object({
  key: nullable(object({ id: string(), displayName: string(), scopes: array(scopeSchema) })),
  /** `madeBy` is who has made a set-up link; `null` of one that signs in an owner. */
  link: nullable(object({ id: string(), displayName: string(), madeBy: nullable(string()), expiresAt: string() })),
  person: nullable(object({ userId: string(), emailAddress: string(), connection: string() })),
  scopes: array(scopeSchema),
  organization: object({ id: string(), name: string() }),
  expiresAt: string(),
})

/** Where the browser goes to end the session at the provider, too. */
export const signedOutSchema = object({ continueAt: string() })
