import { array, nullable, object, string } from 'valibot'

import { scopeSchema } from '../api/api-key-schema.ts'

/** Who is signed in: a key, a link that was made for one sign-in, or a person through an SSO connection. `scopes` is what they may. */
export const sessionSchema = object({
  key: nullable(object({ id: string(), displayName: string(), scopes: array(scopeSchema) })),
  link: nullable(object({ id: string(), displayName: string() })),
  person: nullable(object({ userId: string(), emailAddress: string(), connection: string() })),
  scopes: array(scopeSchema),
  organization: object({ id: string(), name: string() }),
  expiresAt: string(),
})

/** Where the browser goes to end the session at the provider, too. */
export const signedOutSchema = object({ continueAt: string() })
